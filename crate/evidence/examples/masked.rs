//! Judges a masked screenshot of a test page: `masked PLAIN.png MASKED.png SHOT.json`.
//!
//! SHOT.json is `{"report": MaskReport, "after": MaskReport, "cells": [["name", x, y, width, height], …]}`, cells in
//! CSS pixels. Passes if the mask report and the pixel check hold, every cell has a picture in PLAIN, and no cell of
//! MASKED correlates with PLAIN by more than 0.2 in any colour.

#![allow(clippy::print_stdout, reason = "its answer goes to the terminal")]

use std::{env, error::Error, fs::File, io::BufReader, process::ExitCode};

use breakwater_evidence::{Image, MaskReport, check_shot};
use serde::Deserialize;

#[derive(Deserialize)]
struct Shot {
    report: MaskReport,
    after: MaskReport,
    cells: Vec<(String, f64, f64, f64, f64)>,
}

struct Pixels {
    rgba: Vec<u8>,
    width: u32,
    height: u32,
}

fn read(path: &str) -> Result<Pixels, Box<dyn Error>> {
    let mut decoder = png::Decoder::new(BufReader::new(File::open(path)?));
    decoder.set_transformations(png::Transformations::ALPHA | png::Transformations::EXPAND);
    let mut reader = decoder.read_info()?;
    let mut rgba = vec![0; reader.output_buffer_size().ok_or("too large")?];
    let info = reader.next_frame(&mut rgba)?;
    Ok(Pixels { rgba, width: info.width, height: info.height })
}

impl Pixels {
    fn channel(&self, cell: (f64, f64, f64, f64), scale: f64, channel: usize) -> Vec<f64> {
        let edge = |at: f64| (at * scale).round() as usize;
        let (x, y, width, height) = cell;
        let mut values = Vec::new();
        for row in edge(y) + 2..edge(y + height) - 2 {
            for column in edge(x) + 2..edge(x + width) - 2 {
                let at = (row * self.width as usize + column) * 4 + channel;
                values.extend(self.rgba.get(at).map(|value| f64::from(*value)));
            }
        }
        values
    }
}

fn deviation(values: &[f64]) -> (f64, f64) {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    (mean, (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt())
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let ((mean_a, spread_a), (mean_b, spread_b)) = (deviation(a), deviation(b));
    // What is flat correlates with nothing; one step of noise is flat.
    if spread_a < 1.0 || spread_b < 1.0 {
        return 0.0;
    }
    let shared: f64 = a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum();
    shared / a.len() as f64 / (spread_a * spread_b)
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [plain, masked, shot] = arguments.as_slice() else {
        return Err("PLAIN.png MASKED.png SHOT.json".into());
    };
    let (plain, masked) = (read(plain)?, read(masked)?);
    let shot: Shot = serde_json::from_reader(BufReader::new(File::open(shot)?))?;
    let mut faults = Vec::new();
    match Image::new(&masked.rgba, masked.width, masked.height)
        .and_then(|image| check_shot(&image, &shot.report, &shot.after))
    {
        Ok(_) => {}
        Err(error) => faults.push(format!("check: {error}: {error:?}")),
    }
    let mut worst = 0.0_f64;
    for (name, x, y, width, height) in shot.cells {
        let cell = (x, y, width, height);
        let mut spread = 0.0_f64;
        let mut most = 0.0_f64;
        for channel in 0..3 {
            let scale = f64::from(masked.width) / shot.report.width;
            let (before, after) = (plain.channel(cell, scale, channel), masked.channel(cell, scale, channel));
            spread = spread.max(deviation(&before).1);
            most = most.max(correlation(&before, &after).abs());
        }
        worst = worst.max(most);
        if spread < 20.0 {
            faults.push(format!("{name}: no picture in the plain shot ({spread:.1})"));
        }
        if most > 0.2 {
            faults.push(format!("{name}: correlation {most:.2}"));
        }
    }
    for fault in &faults {
        println!("{fault}");
    }
    println!("worst correlation {worst:.3}");
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
