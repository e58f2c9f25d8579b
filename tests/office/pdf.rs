//! PDF files built at run time: text in a Chinese font that the reader is expected to have.

use std::fmt::Write as _;

/// A piece of text on a page: place in points from the lower left corner, size, words.
pub struct Text<'a> {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub words: &'a str,
}

/// A page with ruled lines, each from one point to another; `turned` if it lies on its side and viewers turn it.
#[derive(Default)]
pub struct Page<'a> {
    pub texts: Vec<Text<'a>>,
    pub lines: Vec<[f32; 4]>,
    pub turned: bool,
}

/// A PDF with these pages.
pub fn pdf(pages: Vec<Vec<Text<'_>>>) -> Vec<u8> {
    let plain = |texts| Page { texts, ..Page::default() };
    ruled_pdf(&pages.into_iter().map(plain).collect::<Vec<_>>())
}

/// A PDF with these pages, which may have ruled lines.
pub fn ruled_pdf(pages: &[Page<'_>]) -> Vec<u8> {
    let mut objects: Vec<String> = Vec::new();
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 6 + 2 * i)).collect();
    objects.push("<< /Type /Catalog /Pages 2 0 R >>".to_owned());
    objects.push(format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()));
    objects.push(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
            .to_owned(),
    );
    objects.push(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
            .to_owned(),
    );
    objects.push(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 \
         /Ascent 752 /Descent -271 /CapHeight 737 /StemV 58 >>"
            .to_owned(),
    );
    for (i, page) in pages.iter().enumerate() {
        let content = 7 + 2 * i;
        let turn = if page.turned { 90 } else { 0 };
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {turn} /Contents {content} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>"
        ));
        let mut stream = String::new();
        if page.turned {
            stream.push_str("0 1 -1 0 595 0 cm\n");
        }
        for [x, y, to_x, to_y] in &page.lines {
            let _ = writeln!(stream, "{x} {y} m {to_x} {to_y} l S");
        }
        for Text { x, y, size, words } in &page.texts {
            let hex: String = words.encode_utf16().fold(String::new(), |mut hex, unit| {
                let _ = write!(hex, "{unit:04X}");
                hex
            });
            let _ = writeln!(stream, "BT /F1 {size} Tf {x} {y} Td <{hex}> Tj ET");
        }
        objects.push(format!("<< /Length {} >>\nstream\n{stream}endstream", stream.len()));
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", i + 1).bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let end = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    out.extend(end.bytes());
    out
}
