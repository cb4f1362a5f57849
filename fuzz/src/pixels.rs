//! Masks in pixels: what passes the check is flat in the middle, wherever rectangles lie and however large they claim to be.

use arbitrary::{Arbitrary, Unstructured};
use breakwater_evidence::{Age, Image, Masked, Picture, Rect, check_masked};

#[derive(Arbitrary, Debug)]
struct Shot {
    width: u8,
    height: u8,
    ground: [u8; 3],
    /// Dots that differ: place and colour.
    dots: Vec<(u16, [u8; 3])>,
    masked: Vec<(Edges, Edges)>,
    text: Vec<Edges>,
    over: Vec<Edges>,
    far: i64,
    png: Vec<u8>,
}

type Edges = [i8; 4];

fn rect(&[left, top, right, bottom]: &Edges, far: i64) -> Rect {
    // A rectangle from the page may claim to reach anywhere.
    let edge = |edge: i8| if edge == i8::MAX { far } else { i64::from(edge) };
    Rect { left: edge(left), top: edge(top), right: edge(right), bottom: edge(bottom) }
}

pub fn run(data: &[u8]) {
    let Ok(shot) = <Shot>::arbitrary_take_rest(Unstructured::new(data)) else { return };
    let _ = Picture::unmasked(shot.png.clone(), &Age::Adult.choose_unmasked().expect("an adult"));
    let (width, height) = (u32::from(shot.width % 64), u32::from(shot.height % 64));
    let pixels = (width * height) as usize;
    let [red, green, blue] = shot.ground;
    let mut rgba = [red, green, blue, 255].repeat(pixels);
    for (place, [red, green, blue]) in &shot.dots {
        if let Some(pixel) = rgba.chunks_mut(4).nth(usize::from(*place) % pixels.max(1)) {
            pixel.copy_from_slice(&[*red, *green, *blue, 255]);
        }
    }
    let image = Image::new(&rgba, width, height).expect("as many bytes as it says");
    let masked: Vec<_> = shot
        .masked
        .iter()
        .map(|(whole, seen)| Masked { whole: rect(whole, shot.far), seen: rect(seen, shot.far) })
        .collect();
    let rects = |edges: &[Edges]| -> Vec<Rect> { edges.iter().map(|edges| rect(edges, shot.far)).collect() };
    let (text, over) = (rects(&shot.text), rects(&shot.over));
    let checked = check_masked(&image, &masked, &text, &over);
    if let Ok(proof) = &checked {
        let _ = Picture::masked(shot.png.clone(), proof);
    }
    if checked.is_ok() && text.is_empty() && over.is_empty() {
        for thing in &masked {
            assert!(strays(&rgba, width, thing) <= 36, "{thing:?} passed");
        }
    }
}

/// Of the middle of what is seen, where no corner and no edge reaches: pixels that are far from its most frequent colour.
fn strays(rgba: &[u8], width: u32, thing: &Masked) -> usize {
    let height = rgba.len() as i64 / 4 / i64::from(width.max(1));
    let inside = |low: i64, high: i64, whole_low: i64, whole_high: i64, end: i64| {
        let (from, to) = (low.max(whole_low).clamp(0, end), high.min(whole_high).clamp(0, end));
        (from + 2, to - 2)
    };
    let (seen, whole) = (&thing.seen, &thing.whole);
    let (left, right) = inside(seen.left, seen.right, whole.left, whole.right, i64::from(width));
    let (top, bottom) = inside(seen.top, seen.bottom, whole.top, whole.bottom, height);
    // A rectangle as wide as it is high can be round: what lies on the two middle lines never is a corner.
    let (middle_x, middle_y) = ((left + right) / 2, (top + bottom) / 2);
    let at = |x: i64, y: i64| -> [u8; 3] {
        let place = ((y * i64::from(width) + x) * 4) as usize;
        [rgba[place], rgba[place + 1], rgba[place + 2]]
    };
    if left >= right || top >= bottom {
        return 0;
    }
    let cross: Vec<[u8; 3]> =
        (left..right).map(|x| at(x, middle_y)).chain((top..bottom).map(|y| at(middle_x, y))).collect();
    let near = |a: &[u8; 3], b: &[u8; 3]| a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= 6);
    let most =
        cross.iter().map(|one| cross.iter().filter(|other| near(one, other)).count()).max().unwrap_or(0);
    cross.len() - most
}
