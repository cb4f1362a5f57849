//! What is left of a signal as messages go by.

/// Messages after which a signal counts half.
const HALF_LIFE: usize = 80;
/// What is left after so many messages, up to the half life. A table: raising to a power is slow in wasm, and not the same to
/// the last digit everywhere.
const LEFT: [f32; HALF_LIFE] = left();

/// What is left of a signal after `age` messages: half of it after [`HALF_LIFE`].
pub fn fresh(age: usize) -> f32 {
    let halves = u32::try_from(age / HALF_LIFE).unwrap_or(u32::MAX).min(31);
    // A power of two is exact.
    #[allow(clippy::cast_precision_loss)]
    let whole = (1_u32 << halves) as f32;
    LEFT.get(age % HALF_LIFE).copied().unwrap_or(1.0) / whole
}

const fn left() -> [f32; HALF_LIFE] {
    let mut table = [1.0; HALF_LIFE];
    let mut left = 1.0_f64;
    let mut age = 0;
    while age < HALF_LIFE {
        // Places of the table itself; a figure with seven digits.
        #[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)]
        {
            table[age] = left as f32;
        }
        left *= 0.991_373_087_462_662_1; // 0.5 to the power of 1/80
        age += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::cast_precision_loss)]
    fn a_signal_halves_every_eighty_messages() {
        for age in [0, 1, 40, 79, 80, 81, 200, 1000] {
            let exact = 0.5_f32.powf(age as f32 / 80.0);
            assert!((fresh(age) - exact).abs() <= exact * 1e-5, "{age}: {} {exact}", fresh(age));
        }
        assert!(fresh(usize::MAX) < 1e-6);
    }
}
