//! Requirements that no charter could meet, and parts that do nothing.

use super::{Kind, Leaf, Require};
use crate::Text;
use crate::toml_reader::{Reader, Result};

/// What must be expressed, and what must not, with the headings that limit it.
#[derive(Default)]
struct Demands<'r> {
    must: Vec<(&'r Leaf, &'r [String])>,
    must_not: Vec<(&'r Leaf, &'r [String])>,
}

impl Require {
    /// Checks that the requirement can be met and that every alternative can make a difference.
    pub(in crate::rules) fn check(&self, reader: &Reader<'_>) -> Result<()> {
        let mut demands = Demands::default();
        self.demands(&[], &mut demands);
        for (no, outside) in &demands.must_not {
            for (must, inside) in &demands.must {
                // What is forbidden everywhere is forbidden there too.
                let same_place = outside.is_empty() || outside == inside;
                if same_place && no.covers(must) {
                    let (no, must) = (no, must.name());
                    return Err(reader.error(
                        no.span,
                        Text::new(
                            format!("既要求「{must}」又禁止「{}」，永远不会满足", no.name()),
                            format!("“{must}” is required and “{}” forbidden, so this can never be met", no.name()),
                        ),
                        Text::new("删去其中一项", "delete one of them"),
                    ));
                }
            }
        }
        self.alternatives(reader)
    }

    /// What holds whenever the requirement holds.
    fn demands<'r>(&'r self, outer: &'r [String], out: &mut Demands<'r>) {
        let inside = if self.inside.is_empty() { outer } else { &self.inside };
        match &self.kind {
            Kind::Leaf(leaf) => out.must.push((leaf, inside)),
            Kind::All(parts) => parts.iter().for_each(|part| part.demands(inside, out)),
            Kind::Any(parts) => {
                if let [only] = parts.as_slice() {
                    only.demands(inside, out);
                }
            }
            Kind::None(leaves) => out.must_not.extend(leaves.iter().map(|leaf| (leaf, inside))),
            Kind::Order(leaves) => out.must.extend(leaves.iter().map(|leaf| (leaf, inside))),
        }
    }

    fn alternatives(&self, reader: &Reader<'_>) -> Result<()> {
        let parts = match &self.kind {
            Kind::All(parts) | Kind::Any(parts) => parts,
            Kind::None(leaves) => return repeated(reader, leaves),
            Kind::Leaf(_) | Kind::Order(_) => return Ok(()),
        };
        if let Kind::Any(parts) = &self.kind {
            for (i, part) in parts.iter().enumerate() {
                if let Some(earlier) = parts[..i].iter().find(|earlier| earlier.holds_with(part)) {
                    let text = |part: &Self| {
                        reader.text.get(part.span.range()).unwrap_or_default().trim_matches('"').to_owned()
                    };
                    return Err(does_nothing(reader, part.span, &text(earlier)));
                }
            }
        }
        parts.iter().try_for_each(|part| part.alternatives(reader))
    }

    /// Whether this one holds whenever the other does. May say no where it is so.
    fn holds_with(&self, other: &Self) -> bool {
        if !self.inside.is_empty() && self.inside != other.inside {
            return false;
        }
        match (&self.kind, &other.kind) {
            (Kind::Leaf(mine), Kind::Leaf(theirs)) => mine.covers(theirs),
            (Kind::Leaf(mine), Kind::Order(theirs)) => theirs.iter().any(|their| mine.covers(their)),
            (_, Kind::All(theirs)) => theirs.iter().any(|their| self.holds_with(their)),
            (Kind::Any(mine), _) => mine.iter().any(|my| my.holds_with(other)),
            (mine, theirs) => mine == theirs,
        }
    }
}

fn repeated(reader: &Reader<'_>, leaves: &[Leaf]) -> Result<()> {
    for (i, leaf) in leaves.iter().enumerate() {
        if let Some(earlier) = leaves[..i].iter().find(|earlier| earlier.covers(leaf)) {
            return Err(does_nothing(reader, leaf.span, earlier.name()));
        }
    }
    Ok(())
}

fn does_nothing(reader: &Reader<'_>, span: crate::Span, earlier: &str) -> Box<crate::dossier::ConfigError> {
    reader.error(
        span,
        Text::new(
            format!("这一项已经包含在前面的「{earlier}」里，不起作用"),
            format!("this is covered by “{earlier}” before it and does nothing"),
        ),
        Text::new("删去它", "delete it"),
    )
}
