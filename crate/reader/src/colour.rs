//! Colours as browsers compute them.

/// A colour as computed by the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
    pub alpha: u8,
}

impl Colour {
    /// Reads `rgb(…)`, `rgba(…)`, `color(srgb …)`, and what pages write with newer style sheets: `oklch(…)`, `oklab(…)`,
    /// `lch(…)` and `lab(…)`. Other forms are not told apart from unknown.
    pub fn parse(text: &str) -> Option<Self> {
        let (form, inner) = text.split_once('(')?;
        let inner = inner.trim_end_matches(')');
        let inner = inner.strip_prefix("srgb ").unwrap_or(inner);
        let mut numbers = inner.split([' ', ',', '/']).filter(|part| !part.is_empty()).map(number);
        let three = [numbers.next()??, numbers.next()??, numbers.next()??];
        let alpha = match numbers.next() {
            Some(alpha) => channel(alpha?),
            None => 255,
        };
        let [red, green, blue] = match form {
            "rgb" | "rgba" => three.map(|n| n.clamp(0.0, 255.0) as u8),
            "color" => three.map(channel),
            "oklab" => from_oklab(three),
            "oklch" => from_oklab(around(three)),
            "lab" => from_lab(three),
            "lch" => from_lab(around(three)),
            _ => return None,
        };
        Some(Self { red, green, blue, alpha })
    }

    /// This colour as it looks when painted over another one.
    #[must_use]
    pub fn over(self, under: Self) -> Self {
        let share = u32::from(self.alpha);
        let mix = |own: u8, under: u8| {
            ((u32::from(own) * share + u32::from(under) * (255 - share)) / 255).min(255) as u8
        };
        Self {
            red: mix(self.red, under.red),
            green: mix(self.green, under.green),
            blue: mix(self.blue, under.blue),
            alpha: 255,
        }
    }

    /// The largest difference in one channel, 0 to 255.
    pub fn distance(self, other: Self) -> u8 {
        self.red.abs_diff(other.red).max(self.green.abs_diff(other.green)).max(self.blue.abs_diff(other.blue))
    }
}

/// A number; `none` is nothing of it.
fn number(text: &str) -> Option<f32> {
    match text {
        "none" => Some(0.0),
        _ => match text.strip_suffix('%') {
            Some(share) => share.parse::<f32>().ok().map(|n| n / 100.0),
            None => text.parse().ok(),
        },
    }
}

/// A share as a channel of 255.
fn channel(share: f32) -> u8 {
    (share * 255.0).clamp(0.0, 255.0) as u8
}

/// Lightness, chroma and hue (degrees) as lightness and two axes.
fn around([lightness, chroma, hue]: [f32; 3]) -> [f32; 3] {
    [lightness, chroma * sine(hue + 90.0), chroma * sine(hue)]
}

/// The sine of an angle in degrees, to two thousandths (Bhaskara's formula): colours here are told apart and not shown,
/// and the exact one would weigh more than all the rest of this file.
fn sine(degrees: f32) -> f32 {
    let turn = degrees.rem_euclid(360.0);
    let (half, sign) = if turn < 180.0 { (turn, 1.0) } else { (turn - 180.0, -1.0) };
    let product = half * (180.0 - half);
    sign * 4.0 * product / (40_500.0 - product)
}

/// Source of the matrices: CSS Color 4, section 18, sample code for colour conversions.
fn from_oklab([l, a, b]: [f32; 3]) -> [u8; 3] {
    let long = (l + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
    let medium = (l - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
    let short = (l - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
    [
        4.076_741_7 * long - 3.307_711_6 * medium + 0.230_969_94 * short,
        -1.268_438 * long + 2.609_757_4 * medium - 0.341_319_38 * short,
        -0.004_196_086_3 * long - 0.703_418_6 * medium + 1.707_614_7 * short,
    ]
    .map(encoded)
}

/// CIE Lab at D50, by the same source.
fn from_lab([l, a, b]: [f32; 3]) -> [u8; 3] {
    let middle = (l + 16.0) / 116.0;
    let back = |f: f32| if f > 6.0 / 29.0 { f.powi(3) } else { (116.0 * f - 16.0) / 903.296_3 };
    let (x, y, z) =
        (0.964_296 * back(middle + a / 500.0), back(middle), 0.825_105 * back(middle - b / 200.0));
    [
        3.134_136 * x - 1.617_386 * y - 0.490_663 * z,
        -0.978_796 * x + 1.916_254 * y + 0.033_442 * z,
        0.071_955 * x - 0.228_977 * y + 1.405_386 * z,
    ]
    .map(encoded)
}

/// Linear light as a channel of sRGB: the power of 1/2.4 is that of 1/4 and 1/6.
fn encoded(light: f32) -> u8 {
    if light <= 0.003_130_8 {
        return channel(12.92 * light);
    }
    let root = light.sqrt();
    channel(1.055 * root.sqrt() * cube_root(root) - 0.055)
}

/// By Newton's steps, for numbers between 0.05 and 2.
fn cube_root(n: f32) -> f32 {
    (0..5).fold(n.max(0.5), |guess, _| (2.0 * guess + n / (guess * guess)) / 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_both_forms() {
        assert_eq!(Colour::parse("rgb(1, 2, 3)"), Some(Colour { red: 1, green: 2, blue: 3, alpha: 255 }));
        assert_eq!(Colour::parse("rgba(1, 2, 3, 0)").map(|c| c.alpha), Some(0));
        assert_eq!(Colour::parse("color(srgb 1 0 0.5 / 0.5)").map(|c| (c.red, c.alpha)), Some((255, 127)));
        assert_eq!(Colour::parse("color(display-p3 1 0 0)"), None);
    }

    #[test]
    fn newer_forms_are_near_their_old_ones() {
        let near = |text: &str, red, green, blue| {
            let wanted = Colour { red, green, blue, alpha: 255 };
            let found = Colour::parse(text).map(|colour| colour.distance(wanted));
            assert!(found.is_some_and(|distance| distance <= 2), "{text}: {:?}", Colour::parse(text));
        };
        near("oklch(1 0 0)", 255, 255, 255);
        near("oklch(0.628 0.2577 29.23)", 255, 0, 0);
        near("oklab(0.452 -0.032 -0.312)", 0, 0, 255);
        near("lab(54.29 80.8 69.89)", 255, 0, 0);
        near("lch(100 0 none)", 255, 255, 255);
        assert_eq!(Colour::parse("oklch(0.5 0.1 20 / 0.5)").map(|c| c.alpha), Some(127));
    }

    #[test]
    fn a_thin_colour_looks_like_what_is_under_it() {
        let white = Colour { red: 255, green: 255, blue: 255, alpha: 255 };
        let shade = Colour { red: 0, green: 0, blue: 0, alpha: 26 };
        assert_eq!(shade.over(white).distance(white), 26);
    }
}
