//! The compound file that an old workbook stands in, around its stream of records.

const SECTOR: usize = 512;
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;

/// A compound file with one stream, `Workbook`: header, allocation table, directory, stream.
pub fn workbook(stream: &[u8]) -> Vec<u8> {
    // A short stream would lie elsewhere.
    let size = stream.len().max(4096);
    let sectors = size.div_ceil(SECTOR);
    // Room for the stream, the directory and the table itself; capped by what one header can list.
    let tables = (sectors + 2).div_ceil(SECTOR / 4 - 1).min(109);
    let (directory, first) = (tables as u32, tables as u32 + 1);

    let mut out = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    out.resize(24, 0);
    for word in [0x3E_u16, 3, 0xFFFE, 9, 6] {
        out.extend(word.to_le_bytes());
    }
    out.resize(44, 0);
    for double in [tables as u32, directory, 0, 4096, END, 0, END, 0] {
        out.extend(double.to_le_bytes());
    }
    (0..109).for_each(|table| out.extend(if table < tables as u32 { table } else { FREE }.to_le_bytes()));

    let mut table: Vec<u32> = vec![0xFFFF_FFFD; tables];
    table.push(END);
    table.extend((1..sectors as u32).map(|n| first + n));
    table.push(END);
    table.resize(tables * SECTOR / 4, FREE);
    table.iter().for_each(|next| out.extend(next.to_le_bytes()));

    for (name, kind, start, length) in [("Root Entry", 5, END, 0), ("Workbook", 2, first, size as u32)] {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(64, 0);
        entry.extend((name.len() as u16 * 2 + 2).to_le_bytes());
        entry.extend([kind, 1]);
        let child: u32 = if kind == 5 { 1 } else { FREE };
        [FREE, FREE, child].iter().for_each(|double| entry.extend(double.to_le_bytes()));
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(length.to_le_bytes());
        entry.resize(128, 0);
        out.extend(entry);
    }
    out.resize((tables + 2) * SECTOR, 0);
    out.extend(stream);
    out.resize((tables + 2 + sectors) * SECTOR, 0);
    out
}

/// Records from kind and body.
pub fn records(of: &[(u16, Vec<u8>)]) -> Vec<u8> {
    of.iter()
        .flat_map(|(kind, body)| [&kind.to_le_bytes(), &(body.len() as u16).to_le_bytes(), body.as_slice()].concat())
        .collect()
}
