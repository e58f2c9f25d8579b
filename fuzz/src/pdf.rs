//! A PDF around its parts.

/// One page: content, the font's table of characters, more entries of the page's dictionary.
pub fn around(parts: &[&[u8]]) -> Vec<u8> {
    let part = |index: usize| parts.get(index).copied().unwrap_or_default();
    let stream = |content: &[u8]| {
        let mut out = format!("<</Length {}>>\nstream\n", content.len()).into_bytes();
        out.extend(content);
        out.extend(b"\nendstream");
        out
    };
    let mut page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R\
        /Resources<</Font<</F1 3 0 R/F2 9 0 R>>>>"
        .to_vec();
    page.extend(part(2));
    page.extend(b">>");
    let to_unicode: &[u8] = if part(1).is_empty() { b"" } else { b"/ToUnicode 8 0 R" };
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[6 0 R]/Count 1>>".to_vec(),
        [
            b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]".as_slice(),
            to_unicode,
            b">>",
        ]
        .concat(),
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R\
          /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>"
            .to_vec(),
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0\
          /Ascent 752/Descent -271/CapHeight 737/StemV 58>>"
            .to_vec(),
        page,
        stream(part(0)),
        stream(part(1)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
    ];
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", index + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}
