//! What is set is all there, stays on the page, and is the same each time; what can't be set is refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test"
)]

use std::{fs, path::Path, sync::LazyLock};

use proptest::prelude::*;

use super::{
    NoPdf, Press, layout,
    letters::{Letters, Look},
    lines::{Line, lines},
    sheet::{BOTTOM, MARGIN, PAGE, Placed},
};
use crate::{Block, Column, Document, Fact, Paging, Role, Run, Width};

static FONT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let font = "../../node_modules/@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf";
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(font)).expect("the font: npm ci --ignore-scripts")
});

fn seen(text: &str) -> Vec<Run> {
    vec![Run::Seen(text.to_owned())]
}

/// A text in every kind of place.
fn document(text: &str) -> Document {
    let column = |title: &str, width| Column { title: title.into(), width };
    let columns = vec![
        column("No.", Width::Number),
        column("Contact", Width::Plain),
        column("Site", Width::Plain),
        column("Words", Width::Words),
    ];
    let row = vec![seen("1"), seen(text), seen(text), seen(text)];
    let fact = |list| Fact { name: "Handle".into(), is: vec![seen(text)], list };
    let inside = vec![Block::Heading(3, seen(text)), Block::List(vec![seen(text), seen(text)])];
    Document {
        title: "A title".into(),
        language: "en".into(),
        right_to_left: false,
        blocks: vec![
            Block::Heading(1, vec![Run::Ours("A title".into())]),
            Block::Facts(vec![fact(false), fact(true)]),
            Block::Table(columns, vec![row.clone(), row]),
            Block::Part(Role::Record, vec![Block::Heading(2, seen(text)), Block::Part(Role::Note, inside)]),
            Block::Small(vec![Run::Aside(text.into()), Run::Code("0f".repeat(32))]),
        ],
        paging: Paging { page: "Page {page} of {pages}".into(), stand_ins: "By number: [U+1F600]".into() },
    }
}

fn print(document: &Document) -> Result<Vec<u8>, NoPdf> {
    Press::new(FONT.clone()).print(document)
}

fn words(line: &Line) -> String {
    let part = |slice: &super::lines::Slice| {
        let piece = &line.pieces[slice.piece];
        let glyphs = &piece.glyphs[slice.glyphs.clone()];
        let (first, last) = (glyphs.first()?.range(), glyphs.last()?.range());
        Some(piece.text[first.start..last.end].to_owned())
    };
    line.slices.iter().filter_map(part).collect()
}

/// The lines that a text gives at some width.
fn broken(text: &str, width: f32) -> Vec<String> {
    let letters = Letters::new(&FONT).unwrap();
    lines(letters.pieces(&seen(text), Look::PLAIN), 10.0, width).iter().map(words).collect()
}

#[test]
fn lines_break_at_spaces_and_only_long_words_within() {
    assert_eq!(broken("one two three", 42.0), ["one two ", "three"]);
    let long = broken(&format!("a {} b", "w".repeat(40)), 100.0);
    assert_eq!(long.concat(), format!("a {} b", "w".repeat(40)));
    assert!(long.len() > 3 && long.iter().all(|line| line.chars().count() < 16), "{long:?}");
    assert_eq!(broken("one\n\ntwo\n", 100.0), ["one", "", "two"]);
    assert_eq!(broken("", 100.0), [""]);
}

#[test]
fn signs_are_numbered_and_scripts_without_letters_refused() {
    assert_eq!(broken("ok \u{1f600}\u{fe0f}!", 300.0), ["ok [U+1F600]!"]);
    assert_eq!(broken("a\u{202e}b\0c", 300.0), ["a[U+202E]b[U+0000]c"]);
    assert_eq!(broken("\u{1d4d0}", 300.0), ["[U+1D4D0]"]);
    let climbing = broken(&format!("a{}", "\u{301}".repeat(6)), 300.0).concat();
    assert_eq!(climbing, "a\u{301}\u{301}\u{301}\u{301}[U+0301][U+0301]");
    for text in ["Grüße, ça va?", "Привет", "Καλημέρα", "Chào bạn, tiền chuyển", "नमस्ते दोस्त", "\u{1f525} hi"]
    {
        print(&document(text)).unwrap_or_else(|error| panic!("{text}: {error}"));
    }
    for (text, letter) in
        [("مرحبا", 'م'), ("שלום", 'ש'), ("你好", '你'), ("สวัสดี", 'ส'), ("가", '가'), ("٣", '٣')]
    {
        assert_eq!(print(&document(text)), Err(NoPdf::Letters(letter)));
    }
}

#[test]
fn long_texts_go_over_pages_and_nothing_leaves_them() {
    let letters = Letters::new(&FONT).unwrap();
    for text in [
        "w".repeat(10_000),
        "word ".repeat(3_000),
        "\u{a0}".repeat(5_000),
        "\n".repeat(1_000),
        " ".repeat(10_000),
        "\u{301}".repeat(5_000),
        "\u{1f600}".repeat(2_000),
        "क्\u{200d}".repeat(2_000),
    ] {
        let sheet = layout::lay_out(&document(&text), &letters, true).unwrap();
        assert!(sheet.pages.len() > 1);
        for placed in sheet.pages.iter().flatten() {
            let Placed::Lines { lines, size, .. } = placed else { continue };
            for (x, baseline, line) in lines {
                let last = line.slices.last().map_or(0.0, |slice| {
                    let piece = &line.pieces[slice.piece];
                    let glyphs = piece.glyphs[slice.glyphs.clone()].iter();
                    slice.x + glyphs.map(|glyph| glyph.advance).sum::<f32>() * size * piece.look.scale
                });
                let space = if words(line).ends_with(char::is_whitespace) { *size } else { 0.1 };
                assert!(*x >= MARGIN && x + last <= PAGE.0 - MARGIN + space, "{x} {last} {:?}", words(line));
                assert!(*baseline > MARGIN && *baseline < BOTTOM + 0.1);
            }
        }
    }
    print(&document(&"w".repeat(10_000))).unwrap();
}

#[test]
fn too_much_is_refused() {
    assert_eq!(print(&document(&"\n".repeat(60_000))), Err(NoPdf::TooLarge));
    let mut press = Press::new(FONT.clone());
    press.picture("a.png".into(), vec![0; crate::MOST_BYTES as usize]).unwrap();
    assert_eq!(press.picture("b.png".into(), vec![0]), Err(NoPdf::TooLarge));
}

#[test]
fn pictures_are_set_whole_and_a_broken_one_is_no_panic() {
    let picture = |path: &str| Document {
        blocks: vec![Block::Picture {
            path: path.into(),
            width: 40,
            height: 4_000,
            alt: "Screen 1".into(),
            caption: seen("Screen 1"),
        }],
        ..document("x")
    };
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 40, 4_000);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&vec![9; 40 * 4_000 * 3]).unwrap();
    let set = |bytes: &[u8], path: &str| {
        let mut press = Press::new(FONT.clone());
        press.picture("a.png".into(), bytes.to_vec()).unwrap();
        press.print(&picture(path))
    };
    let pdf = set(&png, "a.png").unwrap();
    let has = |part: &[u8]| pdf.windows(part.len()).any(|window| window == part);
    assert!(has(b"/Width 40") && has(b"/Height 4000"));
    assert!(matches!(set(&png, "b.png"), Err(NoPdf::Failed(_))));
    for cut in [0, 8, 40, png.len() / 2] {
        assert!(matches!(set(&png[..cut], "a.png"), Err(NoPdf::Failed(_))), "{cut}");
    }
}

#[test]
fn a_picture_that_nearly_fits_is_made_smaller_and_a_large_one_goes_over() {
    let letters = Letters::new(&FONT).unwrap();
    let pages = |lines: usize| {
        let picture = Block::Picture {
            path: "a.png".into(),
            width: 600,
            height: 600,
            alt: "Screen 1".into(),
            caption: seen("Screen 1"),
        };
        let blocks = vec![Block::Paragraph(seen(&"a line\n".repeat(lines))), picture];
        let sheet = layout::lay_out(&Document { blocks, ..document("x") }, &letters, false).unwrap();
        for placed in sheet.pages.iter().flatten() {
            let Placed::Picture { at: (left, top, width, height), .. } = placed else { continue };
            assert!((width - height).abs() < 0.1 && *height >= 450.0 * 0.7 - 0.1);
            assert!(*left >= MARGIN && left + width <= PAGE.0 - MARGIN && top + height <= BOTTOM);
        }
        sheet.pages.len()
    };
    assert_eq!((pages(15), pages(24), pages(30)), (1, 1, 2));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(
        print(&document("one \u{1f600} two")).unwrap(),
        print(&document("one \u{1f600} two")).unwrap()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_set_or_refused(text in any::<String>()) {
        match print(&document(&text)) {
            Ok(pdf) => prop_assert!(pdf.starts_with(b"%PDF-1.7")),
            Err(NoPdf::Letters(letter)) => prop_assert!(letter.is_alphanumeric() && text.contains(letter)),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    /// Texts of what the font has, and what no font has: all of it is there, in order.
    #[test]
    fn all_of_a_text_is_in_its_lines(text in "[ -~\u{a0}-\u{17f}\u{300}-\u{36f}\u{400}-\u{45f}\u{900}-\u{94f}]{0,200}", width in 30.0_f32..300.0) {
        let lines = broken(&text, width).concat();
        let mut rest = lines.as_str();
        for c in text.chars() {
            let number = format!("[U+{:04X}]", u32::from(c));
            let mut bytes = [0; 4];
            rest = rest.strip_prefix(&*c.encode_utf8(&mut bytes)).or_else(|| rest.strip_prefix(&number))
                .ok_or_else(|| TestCaseError::fail(format!("{c:?} is not in {lines:?}")))?;
        }
        prop_assert_eq!(rest, "");
    }
}
