//! Pictures of the screen, and the two ways one may come into a record: masked and checked, or by an adult's choice.

use serde::{Deserialize, Serialize};

use crate::{Digest, Verified};

/// How old the person in front of the screen is, as they or a policy said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Age {
    /// Not said. Treated as under 18.
    #[default]
    Unknown,
    /// Under 18.
    Under18,
    /// 18 or older.
    Adult,
}

/// An adult's choice, for one capture, to keep the screen as it is.
#[derive(Debug)]
pub struct UnmaskedByChoice(());

impl Age {
    /// The choice not to mask, for one capture. Nobody but a known adult has it.
    pub fn choose_unmasked(self) -> Option<UnmaskedByChoice> {
        (self == Self::Adult).then_some(UnmaskedByChoice(()))
    }
}

/// A picture of the screen that may be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub(crate) png: Vec<u8>,
    pub(crate) sha256: Digest,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// How many things are masked in it; nothing if it is not masked.
    pub(crate) masked: Option<u64>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} x {}, {} bytes, {})", self.width, self.height, self.png.len(), self.sha256)
    }
}

/// The bytes are not the picture they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPng {
    /// No PNG signature and header.
    #[error("the screenshot is not a PNG")]
    Header,
    /// Another size than the pixels that were checked.
    #[error("the PNG is {png_width} x {png_height}, the pixels that were checked are {width} x {height}")]
    Size {
        /// Width in the PNG.
        png_width: u32,
        /// Height in the PNG.
        png_height: u32,
        /// Width that was checked.
        width: u32,
        /// Height that was checked.
        height: u32,
    },
}

impl Picture {
    /// A picture whose pixels passed the check.
    ///
    /// # Errors
    /// Not a PNG, or not of the size that was checked.
    pub fn masked(png: Vec<u8>, proof: &Verified) -> Result<Self, NotAPng> {
        let (png_width, png_height) = png_size(&png).ok_or(NotAPng::Header)?;
        let (width, height) = (proof.width, proof.height);
        if (png_width, png_height) != (width, height) {
            return Err(NotAPng::Size { png_width, png_height, width, height });
        }
        Ok(Self { sha256: Digest::of(&png), png, width, height, masked: Some(proof.masked) })
    }

    /// A picture of the screen as it is.
    ///
    /// # Errors
    /// Not a PNG.
    pub fn unmasked(png: Vec<u8>, _choice: &UnmaskedByChoice) -> Result<Self, NotAPng> {
        let (width, height) = png_size(&png).ok_or(NotAPng::Header)?;
        Ok(Self { sha256: Digest::of(&png), png, width, height, masked: None })
    }

    /// Length of its file in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.png.len()
    }
}

/// Width and height out of a PNG's first chunk, `IHDR` (PNG specification, 11.2.2).
pub(crate) fn png_size(png: &[u8]) -> Option<(u32, u32)> {
    let rest = png.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR")?;
    let (width, rest) = rest.split_first_chunk::<4>()?;
    let (height, _) = rest.split_first_chunk::<4>()?;
    let size = (u32::from_be_bytes(*width), u32::from_be_bytes(*height));
    (size.0 > 0 && size.1 > 0).then_some(size)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The start of a PNG of some size; enough for what this crate looks at.
    pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
        [
            &b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..],
            &width.to_be_bytes(),
            &height.to_be_bytes(),
            b"\x08\x06\0\0\0",
        ]
        .concat()
    }

    #[test]
    fn only_a_known_adult_may_choose() {
        assert!(Age::Adult.choose_unmasked().is_some());
        assert!(Age::Under18.choose_unmasked().is_none());
        assert!(Age::default().choose_unmasked().is_none());
    }

    #[test]
    fn the_proof_must_fit_the_picture() {
        let proof = Verified { width: 4, height: 3, masked: 2 };
        assert_eq!(Picture::masked(png(4, 3), &proof).unwrap().masked, Some(2));
        assert!(matches!(Picture::masked(png(3, 4), &proof), Err(NotAPng::Size { .. })));
        assert_eq!(Picture::masked(b"GIF89a".to_vec(), &proof), Err(NotAPng::Header));
        assert_eq!(Picture::masked(png(0, 3), &proof), Err(NotAPng::Header));
    }
}
