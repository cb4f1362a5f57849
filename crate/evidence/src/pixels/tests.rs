use super::*;
use crate::mask::{MaskedElement, MediaKind, UnverifiedReason};

const SIDE: u32 = 100;
const PAPER: [u8; 4] = [251, 250, 247, 255];
const MASK: [u8; 4] = [200, 208, 214, 255];

/// A page of one colour with a masked box from 20 to 80.
fn page(mut paint: impl FnMut(i64, i64) -> Option<[u8; 4]>) -> Vec<u8> {
    let side = i64::from(SIDE);
    (0..side * side)
        .flat_map(|at| {
            let (x, y) = (at % side, at / side);
            paint(x, y).unwrap_or(if BOX.contains(x, y) { MASK } else { PAPER })
        })
        .collect()
}

const BOX: Rect = Rect { left: 20, top: 20, right: 80, bottom: 80 };
const WHOLE: Masked = Masked { whole: BOX, seen: BOX };

impl Rect {
    fn contains(&self, x: i64, y: i64) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }
}

fn check(pixels: &[u8], text: &[Rect], over: &[Rect]) -> Result<Verified, Unmasked> {
    check_masked(&Image::new(pixels, SIDE, SIDE).unwrap(), &[WHOLE], text, over)
}

fn mix(a: [u8; 4], b: [u8; 4], share: f64) -> [u8; 4] {
    std::array::from_fn(|at| (f64::from(a[at]) + (f64::from(b[at]) - f64::from(a[at])) * share).round() as u8)
}

/// Something like a photograph: smooth, and different everywhere.
fn photo(x: i64, y: i64) -> [u8; 4] {
    [(x * 7 % 256) as u8, (y * 5 % 256) as u8, ((x + y) * 3 % 256) as u8, 255]
}

#[test]
fn a_flat_box_passes() {
    assert_eq!(check(&page(|_, _| None), &[], &[]).unwrap().masked, 1);
    // Off by one or two, as colour conversion makes it.
    let noisy = page(|x, y| BOX.contains(x, y).then(|| MASK.map(|c| c.saturating_sub(((x ^ y) & 1) as u8))));
    assert!(check(&noisy, &[], &[]).is_ok());
}

#[test]
fn a_picture_does_not_pass() {
    let bare = page(|x, y| BOX.contains(x, y).then(|| photo(x, y)));
    assert!(matches!(check(&bare, &[], &[]), Err(Unmasked::NotFlat { index: 0, .. })));
    for (what, part) in [
        ("a strip", Rect { left: 20, top: 20, right: 80, bottom: 30 }),
        ("a patch in the middle", Rect { left: 46, top: 46, right: 56, bottom: 56 }),
        ("a corner", Rect { left: 20, top: 20, right: 40, bottom: 40 }),
    ] {
        let partly = page(|x, y| part.contains(x, y).then(|| photo(x, y)));
        assert!(check(&partly, &[], &[]).is_err(), "{what}");
    }
}

#[test]
fn blurred_dark_and_two_coloured_pictures_do_not_pass() {
    let blurred = page(|x, y| BOX.contains(x, y).then(|| [100 + x as u8, 100 + y as u8, 120, 255]));
    assert!(check(&blurred, &[], &[]).is_err());
    let dimmed = page(|x, y| BOX.contains(x, y).then(|| photo(x, y).map(|c| c / 8)));
    assert!(check(&dimmed, &[], &[]).is_err());
    let stencil = page(|x, y| (BOX.contains(x, y) && (x / 6 + y / 6) % 2 == 0).then_some([0, 0, 0, 255]));
    assert!(check(&stencil, &[], &[]).is_err());
    let half = page(|x, y| (BOX.contains(x, y) && y > 50).then_some([0, 0, 0, 255]));
    assert!(check(&half, &[], &[]).is_err());
}

fn round(x: i64, y: i64, inside: impl Fn() -> [u8; 4], outside: impl Fn() -> [u8; 4]) -> Option<[u8; 4]> {
    BOX.contains(x, y).then(|| {
        let (dx, dy) = (x as f64 + 0.5 - 50.0, y as f64 + 0.5 - 50.0);
        let beyond = (dx.hypot(dy) - 30.0 + 0.5).clamp(0.0, 1.0);
        mix(inside(), outside(), beyond)
    })
}

#[test]
fn a_round_avatar_passes_and_a_round_picture_does_not() {
    assert!(check(&page(|x, y| round(x, y, || MASK, || PAPER)), &[], &[]).is_ok());
    assert!(check(&page(|x, y| round(x, y, || photo(x, y), || PAPER)), &[], &[]).is_err());
    // The mask in the middle, and the picture around it.
    assert!(check(&page(|x, y| round(x, y, || MASK, || photo(x, y))), &[], &[]).is_err());
}

#[test]
fn half_an_avatar_under_a_header_passes() {
    let seen = Rect { bottom: 60, ..BOX };
    let pixels = page(|x, y| if y >= 60 { Some(PAPER) } else { round(x, y, || MASK, || PAPER) });
    let image = Image::new(&pixels, SIDE, SIDE).unwrap();
    assert!(check_masked(&image, &[Masked { whole: BOX, seen }], &[], &[]).is_ok());
    assert!(check_masked(&image, &[WHOLE], &[], &[]).is_err());
}

#[test]
fn words_on_top_are_passed_over_and_surfaces_must_be_flat() {
    let caption = Rect { left: 20, top: 64, right: 80, bottom: 80 };
    let words = Rect { left: 30, top: 68, right: 60, bottom: 76 };
    let bar = [60, 60, 60, 255];
    let painted = |with: fn(i64, i64) -> [u8; 4]| {
        page(move |x, y| match (words.contains(x, y), caption.contains(x, y)) {
            (true, _) => Some(if x % 3 == 0 { [255; 4] } else { bar }),
            (_, true) => Some(with(x, y)),
            _ => None,
        })
    };
    let flat = painted(|_, _| [60, 60, 60, 255]);
    assert!(check(&flat, &[words], &[caption]).is_ok());
    assert!(check(&flat, &[words], &[]).is_err(), "the bar is not named");
    assert!(check(&flat, &[], &[caption]).is_err(), "the words are not named");
    assert!(check(&painted(photo), &[words], &[caption]).is_err(), "a picture behind a clear caption");
}

#[test]
fn a_box_that_is_all_words_was_not_tested() {
    let bare = page(|x, y| BOX.contains(x, y).then(|| photo(x, y)));
    assert!(matches!(check(&bare, &[BOX], &[]), Err(Unmasked::Covered { index: 0, tested: 0, .. })));
}

fn report() -> MaskReport {
    let rect = PageRect { x: 10.0, y: 10.0, width: 30.0, height: 30.0 };
    MaskReport {
        width: 50.0,
        height: 50.0,
        device_pixel_ratio: 2.0,
        masked: vec![MaskedElement { kind: MediaKind::Img, rect, seen: rect }],
        ..MaskReport::default()
    }
}

#[test]
fn reports_are_scaled_and_must_fit() {
    let flat = page(|_, _| None);
    let image = Image::new(&flat, SIDE, SIDE).unwrap();
    assert!(check_report(&image, &report()).is_ok());
    let bare = page(|x, y| BOX.contains(x, y).then(|| photo(x, y)));
    assert!(check_report(&Image::new(&bare, SIDE, SIDE).unwrap(), &report()).is_err());
    for bad in [
        MaskReport { device_pixel_ratio: 1.0, ..report() },
        MaskReport { width: 60.0, ..report() },
        MaskReport { height: 0.0, ..report() },
        MaskReport { device_pixel_ratio: f64::NAN, ..report() },
    ] {
        assert!(matches!(check_report(&image, &bad), Err(Unmasked::OtherView { .. })), "{bad:?}");
    }
    let reason = UnverifiedReason::StyleNotApplied;
    let unsure = MaskReport { unverified: vec![Unverified { reason, kind: None }], ..report() };
    assert!(matches!(check_report(&image, &unsure), Err(Unmasked::Unverified(_))));
    assert!(check_shot(&image, &report(), &report()).is_ok());
    assert!(matches!(check_shot(&image, &report(), &unsure), Err(Unmasked::Unverified(_))));
    let mut moved = report();
    moved.masked[0].rect.y += 4.0;
    assert_eq!(check_shot(&image, &report(), &moved), Err(Unmasked::Changed));
    assert_eq!(
        check_shot(&image, &report(), &MaskReport { masked: vec![], ..report() }),
        Err(Unmasked::Changed)
    );
}

#[test]
fn hostile_numbers_are_no_panic() {
    assert!(matches!(Image::new(&[0; 7], 1, 1), Err(Unmasked::Size { .. })));
    assert!(matches!(Image::new(&[], u32::MAX, u32::MAX), Err(Unmasked::Size { .. })));
    let flat = page(|_, _| None);
    let image = Image::new(&flat, SIDE, SIDE).unwrap();
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 0.0] {
        let rect = PageRect { x: number, y: number, width: number, height: number };
        let mut hostile = report();
        hostile.masked.push(MaskedElement { kind: MediaKind::Svg, rect, seen: rect });
        hostile.text.push(rect);
        hostile.over.push(rect);
        let _ = check_report(&image, &hostile);
    }
}
