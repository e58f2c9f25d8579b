//! The ruled lines of a page: drawn as lines, or as long thin areas, as different programs do.

use pdf_oxide::PdfDocument;
use pdf_oxide::content::{Matrix, Operator, parse_content_stream_paths_only};
use pdf_oxide::object::Object;

/// Widest area that is a line, in points.
const THIN: f32 = 3.0;
/// Shortest line.
const SHORT: f32 = 3.0;
/// How far a line may be from level or upright, and lines of one ruling from each other.
const SLACK: f32 = 1.5;
/// Widest gap in a ruling: dashes, and the corners of cells that are drawn apart.
const GAP: f32 = 3.0;
/// Most lines of a page that is not a drawing.
const MOST: usize = 20_000;
/// Most forms (parts of a page that are kept apart) that are drawn on one page, and how deep they lie in one another.
const MOST_FORMS: usize = 32;
const DEEPEST: usize = 4;
/// Most points of one outline.
const MOST_POINTS: usize = 10_000;

/// A line: where it is, and from where to where it reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ruling {
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
}

/// The lines of a page. `y` grows upwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rulings {
    /// Level lines, each at a `y`.
    pub(super) across: Vec<Ruling>,
    /// Upright lines, each at an `x`.
    pub(super) down: Vec<Ruling>,
}

/// The ruled lines of a page, in the places that its text has; none where the page cannot be read or is a drawing.
pub(super) fn of_page(document: &PdfDocument, page: usize) -> Rulings {
    let Ok(content) = document.get_page_content_data(page) else { return Rulings::default() };
    let resources = document.get_page(page).ok().and_then(|page| entry(document, &page, "Resources"));
    let mut pen = Pen { ctm: turned(document, page), ..Pen::default() };
    draw(document, &content, resources.as_ref(), &mut pen, 0);
    if pen.lines.across.len() + pen.lines.down.len() > MOST {
        return Rulings::default();
    }
    Rulings { across: merged(pen.lines.across), down: merged(pen.lines.down) }
}

/// How a page is turned when it is shown: the reader turns the text in the same way.
fn turned(document: &PdfDocument, page: usize) -> Matrix {
    let turn = document.get_page_rotation(page).unwrap_or(0);
    let Ok((left, bottom, right, top)) = document.get_page_media_box(page) else { return Matrix::identity() };
    let (width, height) = (right - left, top - bottom);
    let (a, b, c, d, e, f) = match turn {
        90 => (0.0, -1.0, 1.0, 0.0, left - bottom, width + left + bottom),
        180 => (-1.0, 0.0, 0.0, -1.0, width + 2.0 * left, height + 2.0 * bottom),
        270 => (0.0, 1.0, -1.0, 0.0, height + bottom + left, bottom - left),
        _ => return Matrix::identity(),
    };
    Matrix { a, b, c, d, e, f }
}

/// What a dictionary has under a name.
fn entry(document: &PdfDocument, of: &Object, name: &str) -> Option<Object> {
    document.resolve_object(of.as_dict()?.get(name)?).ok()
}

#[derive(Default)]
struct Pen {
    ctm: Matrix,
    /// Outlines begun since the last was painted; a break in one is not drawn over.
    outlines: Vec<Vec<(f32, f32)>>,
    lines: Rulings,
    forms: usize,
}

fn draw(document: &PdfDocument, content: &[u8], resources: Option<&Object>, pen: &mut Pen, depth: usize) {
    let Ok(operators) = parse_content_stream_paths_only(content) else { return };
    let mut kept = Vec::new();
    for operator in operators {
        match operator {
            Operator::SaveState => kept.push(pen.ctm),
            Operator::RestoreState => pen.ctm = kept.pop().unwrap_or(pen.ctm),
            Operator::Cm { a, b, c, d, e, f } => pen.ctm = Matrix { a, b, c, d, e, f }.multiply(&pen.ctm),
            Operator::MoveTo { x, y } => pen.begin(x, y),
            Operator::LineTo { x, y } => pen.go(x, y),
            // A bent line is no ruling; what follows may be.
            Operator::CurveTo { x3, y3, .. }
            | Operator::CurveToV { x3, y3, .. }
            | Operator::CurveToY { x3, y3, .. } => {
                pen.begin(x3, y3);
            }
            Operator::Rectangle { x, y, width, height } => {
                pen.begin(x, y);
                pen.go(x + width, y);
                pen.go(x + width, y + height);
                pen.go(x, y + height);
                pen.close();
            }
            Operator::ClosePath => pen.close(),
            Operator::Stroke | Operator::FillStroke | Operator::FillStrokeEvenOdd => pen.paint(true),
            Operator::CloseFillStroke | Operator::CloseFillStrokeEvenOdd => {
                pen.close();
                pen.paint(true);
            }
            Operator::Fill | Operator::FillEvenOdd => pen.paint(false),
            Operator::EndPath => pen.outlines.clear(),
            Operator::Do { name } if depth < DEEPEST && pen.forms < MOST_FORMS && !document.is_encrypted() => {
                pen.forms += 1;
                let before = pen.ctm;
                let _ = form(document, &name, resources, pen, depth);
                pen.ctm = before;
            }
            _ => {}
        }
    }
}

/// Draws a form, if the name is that of one.
fn form(document: &PdfDocument, name: &str, resources: Option<&Object>, pen: &mut Pen, depth: usize) -> Option<()> {
    let form = entry(document, &entry(document, resources?, "XObject")?, name)?;
    if form.as_dict()?.get("Subtype")?.as_name()? != "Form" {
        return None;
    }
    let number = |object: &Object| object.as_real().or_else(|| object.as_integer().map(|n| n as f64)).map(|n| n as f32);
    if let Some(matrix) = entry(document, &form, "Matrix") {
        let numbers: Vec<f32> = matrix.as_array()?.iter().filter_map(number).collect();
        let [a, b, c, d, e, f] = *numbers else { return None };
        pen.ctm = Matrix { a, b, c, d, e, f }.multiply(&pen.ctm);
    }
    let own = entry(document, &form, "Resources");
    draw(document, &form.decode_stream_data().ok()?, own.as_ref().or(resources), pen, depth + 1);
    Some(())
}

impl Pen {
    fn begin(&mut self, x: f32, y: f32) {
        self.outlines.push(Vec::new());
        self.go(x, y);
    }

    fn go(&mut self, x: f32, y: f32) {
        let point = self.ctm.transform_point(x, y);
        if let Some(outline) = self.outlines.last_mut().filter(|outline| outline.len() < MOST_POINTS) {
            outline.push((point.x, point.y));
        }
    }

    fn close(&mut self) {
        if let Some(outline) = self.outlines.last_mut()
            && let Some(&first) = outline.first()
        {
            outline.push(first);
        }
    }

    /// Takes the lines of what was outlined: its edges where they are drawn, itself where it is thin.
    fn paint(&mut self, edges: bool) {
        for outline in std::mem::take(&mut self.outlines) {
            if self.lines.across.len() + self.lines.down.len() > MOST {
                return;
            }
            let Some(corners) = bounds(&outline) else { continue };
            let thin = (corners.2 - corners.0).min(corners.3 - corners.1) <= THIN;
            if thin {
                self.line((corners.0, corners.1), (corners.2, corners.3));
            } else if edges {
                for pair in outline.windows(2) {
                    self.line(pair[0], pair[1]);
                }
            }
        }
    }

    fn line(&mut self, (x, y): (f32, f32), (to_x, to_y): (f32, f32)) {
        let (width, height) = ((to_x - x).abs(), (to_y - y).abs());
        if width >= SHORT && height <= THIN.min(width / 2.0) {
            self.lines.across.push(Ruling { at: (y + to_y) / 2.0, from: x.min(to_x), to: x.max(to_x) });
        } else if height >= SHORT && width <= THIN.min(height / 2.0) {
            self.lines.down.push(Ruling { at: (x + to_x) / 2.0, from: y.min(to_y), to: y.max(to_y) });
        }
    }
}

/// Left, bottom, right and top of points, if all are finite.
fn bounds(points: &[(f32, f32)]) -> Option<(f32, f32, f32, f32)> {
    let (&(x, y), rest) = points.split_first()?;
    let finite = points.iter().all(|(x, y)| x.is_finite() && y.is_finite());
    let all = rest.iter().fold((x, y, x, y), |all, &(x, y)| (all.0.min(x), all.1.min(y), all.2.max(x), all.3.max(y)));
    finite.then_some(all)
}

/// Lines that go on after one another, as one.
fn merged(mut lines: Vec<Ruling>) -> Vec<Ruling> {
    lines.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out = Vec::new();
    let mut rest = lines.as_mut_slice();
    while let Some(first) = rest.first() {
        let least = first.at;
        let count = rest.partition_point(|line| line.at - least <= SLACK);
        let (level, after) = rest.split_at_mut(count.max(1));
        rest = after;
        level.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Ruling> = None;
        for line in level {
            match &mut open {
                Some(before) if line.from - before.to <= GAP => before.to = before.to.max(line.to),
                _ => out.extend(open.replace(*line)),
            }
        }
        out.extend(open);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_thin_areas_are_rulings() {
        let mut pen = Pen { ctm: Matrix::identity(), ..Pen::default() };
        // A line in two halves.
        for (from, to) in [(10.0, 50.0), (51.0, 90.0)] {
            pen.begin(from, 20.0);
            pen.go(to, 20.2);
            pen.paint(true);
        }
        // A thin area, and one that is filled only: shading.
        for height in [0.5, 30.0] {
            pen.begin(10.0, 40.0);
            pen.go(90.0, 40.0);
            pen.go(90.0, 40.0 + height);
            pen.go(10.0, 40.0 + height);
            pen.close();
            pen.paint(false);
        }
        // A slanting line.
        pen.begin(10.0, 20.0);
        pen.go(90.0, 60.0);
        pen.paint(true);
        let across = merged(pen.lines.across);
        let found: Vec<_> = across.iter().map(|line| (line.at.round(), line.from, line.to)).collect();
        assert_eq!(found, [(20.0, 10.0, 90.0), (40.0, 10.0, 90.0)]);
        assert!(pen.lines.down.is_empty());
    }
}
