//! Makes a screenshot small enough to be kept with the code: few colours, each of which stands in the screen as it is.

use std::collections::HashMap;

/// So many that the tints of all families of findings, light and dark, stay apart, and letters have soft edges.
const COLOURS: usize = 64;

type Colour = [u8; 4];

/// A part of a picture, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub left: usize,
    pub top: usize,
    pub width: usize,
    pub height: usize,
}

/// The same picture, or a part of it, as a PNG with a palette. Panics on what is no PNG with eight bits for each of three or
/// four colours.
pub fn small(picture: &[u8], part: Option<Part>) -> Vec<u8> {
    let (width, height, pixels) = decode(picture);
    let (width, height, pixels) = match part {
        Some(part) => cut(width, pixels, part),
        None => (width, height, pixels),
    };
    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for pixel in &pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut counts: Vec<(Colour, usize)> = counts.into_iter().collect();
    // A map has no order of its own, and the outcome depends on it.
    counts.sort_unstable_by_key(|&(colour, count)| (std::cmp::Reverse(count), colour));
    let (palette, nearest) = palette(&counts);
    let indices: Vec<u8> = pixels.iter().map(|pixel| nearest[pixel]).collect();
    encode(width, height, &palette, &indices)
}

/// Colours of the picture, the most frequent first, then always the one that is worst served by those before: the tint of a
/// single badge is kept like the paper. With them, which of them stands for each colour.
fn palette(counts: &[(Colour, usize)]) -> (Vec<Colour>, HashMap<Colour, u8>) {
    let mut palette: Vec<Colour> = Vec::new();
    let mut served: Vec<(u32, u8)> = vec![(u32::MAX, 0); counts.len()];
    let mut worst = Some(0);
    while let Some(next) = worst
        && palette.len() < COLOURS
    {
        let (chosen, index) = (counts[next].0, u8::try_from(palette.len()).expect("the palette is small"));
        palette.push(chosen);
        for (&(colour, _), served) in counts.iter().zip(&mut served) {
            let far = distance(chosen, colour);
            if far < served.0 {
                *served = (far, index);
            }
        }
        let misses = counts.iter().zip(&served).map(|(&(_, count), &(far, _))| u64::from(far) * weight(count));
        worst = misses
            .enumerate()
            .filter(|&(_, miss)| miss > 0)
            .max_by_key(|&(at, miss)| (miss, counts.len() - at))
            .map(|(at, _)| at);
    }
    let nearest = counts.iter().zip(served).map(|(&(colour, _), (_, index))| (colour, index)).collect();
    (palette, nearest)
}

/// How far apart two colours are, squared.
fn distance(one: Colour, other: Colour) -> u32 {
    one.iter().zip(other).map(|(&a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

/// What a colour counts for: one with few pixels for more than its share, or the paper would take the whole palette.
fn weight(count: usize) -> u64 {
    count.isqrt() as u64
}

fn cut(width: u32, pixels: Vec<Colour>, part: Part) -> (u32, u32, Vec<Colour>) {
    let row = usize::try_from(width).expect("a screen's width");
    let rows = pixels.chunks_exact(row).skip(part.top).take(part.height);
    let right = (part.left + part.width).min(row);
    let cut: Vec<Vec<Colour>> = rows.map(|row| row[part.left..right].to_vec()).collect();
    let length = |pixels: usize| u32::try_from(pixels).expect("a screen's size");
    (length(right - part.left), length(cut.len()), cut.concat())
}

fn decode(picture: &[u8]) -> (u32, u32, Vec<Colour>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect("a PNG");
    let mut buffer = vec![0; reader.output_buffer_size().expect("a picture that fits into memory")];
    let frame = reader.next_frame(&mut buffer).expect("a whole PNG");
    assert_eq!(frame.bit_depth, png::BitDepth::Eight, "a screenshot has eight bits for each colour");
    let bytes = &buffer[..frame.buffer_size()];
    let pixels = match frame.color_type {
        png::ColorType::Rgba => bytes.as_chunks::<4>().0.to_vec(),
        png::ColorType::Rgb => bytes.as_chunks::<3>().0.iter().map(|&[r, g, b]| [r, g, b, 255]).collect(),
        other @ (png::ColorType::Grayscale | png::ColorType::GrayscaleAlpha | png::ColorType::Indexed) => {
            panic!("a screenshot in {other:?}")
        }
    };
    (frame.width, frame.height, pixels)
}

fn encode(width: u32, height: u32, palette: &[Colour], indices: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect::<Vec<u8>>());
    encoder.set_compression(png::Compression::High);
    // Indices are no amounts: their differences say nothing.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().expect("memory can be written to");
    writer.write_image_data(indices).expect("memory can be written to");
    writer.finish().expect("memory can be written to");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paper with a line of one colour, and a gradient of a thousand.
    fn screen() -> (Vec<u8>, Vec<Colour>) {
        let pixels: Vec<Colour> = (0..200_u32 * 100)
            .map(|at| match (at % 200, at / 200) {
                (_, 50) => [163, 32, 32, 255],
                (x, y) if y > 90 => [u8::try_from(x).unwrap(), u8::try_from(y).unwrap(), 200, 255],
                _ => [255, 253, 248, 255],
            })
            .collect();
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, 200, 100);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_compression(png::Compression::NoCompression);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(pixels.as_flattened()).unwrap();
        writer.finish().unwrap();
        (out, pixels)
    }

    #[test]
    fn a_part_is_cut_out() {
        let (picture, _) = screen();
        let part = small(&picture, Some(Part { left: 10, top: 40, width: 50, height: 20 }));
        let reader = png::Decoder::new(std::io::Cursor::new(&part)).read_info().unwrap();
        assert_eq!((reader.info().width, reader.info().height), (50, 20));
    }

    #[test]
    fn a_screen_becomes_small_and_its_grounds_and_lines_stay() {
        let (picture, pixels) = screen();
        let small = small(&picture, None);
        assert!(small.len() * 10 < picture.len(), "{} of {} bytes", small.len(), picture.len());
        let mut reader = png::Decoder::new(std::io::Cursor::new(&small)).read_info().unwrap();
        assert_eq!((reader.info().width, reader.info().height), (200, 100));
        let palette = reader.info().palette.clone().unwrap().into_owned();
        let mut indices = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut indices).unwrap();
        let shown = |at: usize| {
            let index = usize::from(indices[at]) * 3;
            [palette[index], palette[index + 1], palette[index + 2], 255]
        };
        for at in [0, 10_050, 17_999] {
            assert_eq!(shown(at), pixels[at], "pixel {at}");
        }
        let far = |at: &usize| shown(*at).iter().zip(pixels[*at]).any(|(a, b)| a.abs_diff(b) > 24);
        assert_eq!((0..pixels.len()).filter(far).count(), 0, "no colour is far from what it was");
    }
}
