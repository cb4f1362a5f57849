//! A mark of a profile picture that is the same for the picture in another size or saved again, and says nothing about
//! who is on it: 64 bits, each whether one patch of the picture is darker than the patch to its right (a difference hash,
//! N. Krawetz, "Kind of Like That", 2013).
//!
//! What a site draws where someone has no picture of their own (a flat disc, a letter, a silhouette, a gradient) has no
//! mark: a thousand people have the same.

/// The mark of a picture.
pub type Portrait = [u8; 8];

/// Tones of a picture, left to right, top to bottom: `extension/content/eyes/tones.ts` writes them.
const WIDTH: usize = 36;
const HEIGHT: usize = 32;
/// The first of the 64 characters that stand for a tone, black.
const BLACK: u8 = b'0';
const TONES: usize = 64;
/// A patch is this many tones wide and high.
const PATCH: usize = 4;
const ACROSS: usize = WIDTH / PATCH;
const DOWN: usize = HEIGHT / PATCH;

/// Neighbouring patches differ in earnest from here on: one and a half tones, summed over a patch.
const STEP: i32 = 24;
/// A picture of something has at least this many such differences, of 64.
const STEPS: usize = 32;
/// And goes from darker to lighter, or back, at least this often along its rows: a gradient does not.
const TURNS: usize = 12;
/// At most this many of the 64 go one way: one with a letter on it goes the other way at the letter only.
const ONE_WAY: u32 = 48;
/// In a drawing the commonest tone covers more than a sixth, or the four commonest more than half.
const COMMON: [(usize, usize); 2] = [(1, 6), (4, 2)];
/// Bits that size and compression may change. Measured on made-up pictures, in 320 and in 56 pixels: 0 to 4; between two
/// of four hundred others never fewer than 9.
const SAME: u32 = 5;

/// The mark of a picture with these tones, if it shows enough to be told from others.
pub fn of(tones: &str) -> Option<Portrait> {
    let tones: Vec<usize> = tones
        .bytes()
        .map(|tone| usize::from(tone.wrapping_sub(BLACK)))
        .filter(|&tone| tone < TONES)
        .collect();
    if tones.len() != WIDTH * HEIGHT || is_drawing(&tones) {
        return None;
    }
    let mut patches = [[0_i32; ACROSS]; DOWN];
    for (at, &tone) in tones.iter().enumerate() {
        let patch = patches.get_mut(at / WIDTH / PATCH)?.get_mut(at % WIDTH / PATCH)?;
        *patch += i32::try_from(tone).ok()?;
    }
    let (mut steps, mut turns) = (0, 0);
    let mut mark = Portrait::default();
    for (row, byte) in patches.iter().zip(&mut mark) {
        let mut rising = None;
        for two in row.windows(2) {
            let &[left, right] = two else { continue };
            *byte = *byte << 1 | u8::from(left < right);
            if (left - right).abs() < STEP {
                continue;
            }
            steps += 1;
            turns += usize::from(rising.is_some_and(|rising| rising != (left < right)));
            rising = Some(left < right);
        }
    }
    let rises = u64::from_be_bytes(mark).count_ones();
    let leans = rises.max(u64::BITS - rises) > ONE_WAY;
    (steps >= STEPS && turns >= TURNS && !leans).then_some(mark)
}

/// Whether two marks are of one picture. Of pictures that are not, 32 of 64 bits differ on average.
#[must_use]
pub fn is_same(one: Portrait, other: Portrait) -> bool {
    one.iter().zip(other).map(|(one, other)| (one ^ other).count_ones()).sum::<u32>() <= SAME
}

/// Whether a few tones cover much of it.
fn is_drawing(tones: &[usize]) -> bool {
    let mut counts = [0_usize; TONES];
    for &tone in tones {
        if let Some(count) = counts.get_mut(tone) {
            *count += 1;
        }
    }
    counts.sort_unstable();
    COMMON.iter().any(|(few, part)| counts.iter().rev().take(*few).sum::<usize>() * part > tones.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Draw = dyn Fn(f32, f32) -> f32;

    /// A made-up picture: soft blobs, as faces and landscapes are at this size. Tones from 0 to 1.
    fn blobs(seed: u32) -> impl Fn(f32, f32) -> f32 {
        let mut at = seed.wrapping_mul(0x9E37_79B9) | 1;
        let mut next = move || {
            at ^= at << 13;
            at ^= at >> 17;
            at ^= at << 5;
            (at >> 8) as f32 / (1 << 24) as f32
        };
        let blobs: Vec<[f32; 4]> =
            (0..24).map(|_| [next(), next(), 0.05 + next() * 0.15, next() - 0.5]).collect();
        move |x, y| {
            let light = blobs.iter().map(|[bx, by, size, light]| {
                light * (-((x - bx).powi(2) + (y - by).powi(2)) / (size * size)).exp()
            });
            (0.5 + light.sum::<f32>()).clamp(0.0, 1.0)
        }
    }

    /// A picture as it is stored in `size` × `size` pixels, in blocks of 8 whose tones are rounded, as strong compression
    /// rounds them; and then as the content script sees it: drawn small, each tone the nearest pixel's.
    fn seen(draw: &Draw, size: usize, rounded_to: f32) -> String {
        let pixel = |x: usize, y: usize| {
            let at = |n: usize| (n as f32 + 0.5) / size as f32;
            let block = draw(at(x / 8 * 8 + 4), at(y / 8 * 8 + 4));
            let light = draw(at(x), at(y));
            block + ((light - block) / rounded_to).round() * rounded_to
        };
        let tone = |place: usize| {
            let (x, y) = (place % WIDTH, place / WIDTH);
            let light =
                pixel((2 * x + 1) * size / (2 * WIDTH), (2 * y + 1) * size / (2 * HEIGHT)).clamp(0.0, 1.0);
            char::from(BLACK + (light * 63.0).round() as u8)
        };
        (0..WIDTH * HEIGHT).map(tone).collect()
    }

    fn marks(size: usize, rounded_to: f32) -> Vec<Portrait> {
        let pictures = (1..=25).map(|seed| of(&seen(&blobs(seed), size, rounded_to)));
        pictures.flatten().take(20).collect()
    }

    #[test]
    fn a_picture_in_two_sizes_and_saved_again_is_the_same() {
        let (large, small) = (marks(320, 0.01), marks(56, 0.06));
        assert_eq!(large.len(), 20);
        for (one, other) in large.into_iter().zip(small) {
            assert!(is_same(one, other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn twenty_other_pictures_are_others() {
        let marks = marks(96, 0.01);
        assert_eq!(marks.len(), 20);
        for (at, &one) in marks.iter().enumerate() {
            assert!(marks.iter().skip(at + 1).all(|&other| !is_same(one, other)));
        }
    }

    fn letter(x: f32, y: f32) -> bool {
        (0.35..0.45).contains(&x) || (0.4..0.5).contains(&y) && x > 0.35 && x < 0.65
    }

    fn someone(x: f32, y: f32) -> bool {
        (x - 0.5).hypot(y - 0.35) < 0.18 || (x - 0.5).hypot(y - 1.0) < 0.4
    }

    #[test]
    fn what_a_site_draws_for_anybody_has_no_mark() {
        let drawings: [(&str, &Draw); 8] = [
            ("flat", &|_, _| 0.4),
            ("a letter", &|x, y| if letter(x, y) { 1.0 } else { 0.4 }),
            ("someone", &|x, y| if someone(x, y) { 0.9 } else { 0.6 }),
            ("a gradient", &|x, y| (x + y) / 2.0),
            ("a gradient from the middle", &|x, y| 1.0 - (x - 0.5).hypot(y - 0.5)),
            ("a letter on a gradient", &|x, y| if letter(x, y) { 1.0 } else { (x + y) / 2.5 }),
            ("someone on a gradient", &|x, y| if someone(x, y) { 0.95 } else { (x + y) / 2.5 }),
            ("squares", &|x, y| {
                if ((x * 5.0) as u32 + (y * 5.0) as u32).is_multiple_of(2) { 0.8 } else { 0.3 }
            }),
        ];
        for (name, draw) in drawings {
            assert_eq!(of(&seen(draw, 96, 0.01)), None, "{name}");
        }
    }

    #[test]
    fn what_is_no_picture_has_no_mark() {
        let whole = seen(&blobs(1), 96, 0.01);
        assert!(of(&whole).is_some());
        let strange = format!("~{}", whole.chars().skip(1).collect::<String>());
        for tones in [String::new(), whole.chars().skip(1).collect(), strange, format!("{whole}0")] {
            assert_eq!(of(&tones), None);
        }
    }
}
