//! Who sits in a chain's committee.

use indexmap::IndexMap;

use super::chains;
use super::committees::is_same;
use crate::facts::{ChainRow, Entry};
use crate::model::chain::{ChainMember, MemberPost, MemberUnit};
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;
use crate::{Finding, Text, Verdict};

/// Who is to hold which post.
struct Profile {
    /// The secretary is the Party secretary of one of these.
    secretary: Vec<MemberUnit>,
    /// Each of these has a deputy secretary.
    deputies: Vec<MemberUnit>,
    /// Each of these has a member.
    members: Vec<MemberUnit>,
}

impl Profile {
    /// The profile that the option names or spells out; the park leads by default.
    fn of(context: &Context<'_>) -> Self {
        use MemberUnit::{Association, Department, Enterprise, LeadEnterprise, Park};
        let option = context.options.and_then(|options| options.get("profile"));
        if let Some(table) = option.and_then(toml::Value::as_table) {
            let roles = |key: &str| -> Vec<MemberUnit> {
                match table.get(key) {
                    Some(toml::Value::String(word)) => MemberUnit::from_word(word).into_iter().collect(),
                    Some(toml::Value::Array(words)) => {
                        words.iter().filter_map(|word| MemberUnit::from_word(word.as_str()?)).collect()
                    }
                    _ => Vec::new(),
                }
            };
            return Self { secretary: roles("secretary"), deputies: roles("deputies"), members: roles("members") };
        }
        let members = vec![Enterprise];
        match option.and_then(toml::Value::as_str) {
            Some("enterprise-led") => Self { secretary: vec![LeadEnterprise], deputies: vec![Department], members },
            Some("association-led") => {
                Self { secretary: vec![Association], deputies: vec![Department, LeadEnterprise], members }
            }
            _ => Self { secretary: vec![Park], deputies: vec![Department, LeadEnterprise], members },
        }
    }
}

const fn names(unit: MemberUnit) -> (&'static str, &'static str) {
    match unit {
        MemberUnit::Park => ("园区", "the park"),
        MemberUnit::Department => ("职能部门", "a government department"),
        MemberUnit::LeadEnterprise => ("链主企业", "the lead enterprise"),
        MemberUnit::Enterprise => ("链上企业", "another enterprise of the chain"),
        MemberUnit::Association => ("行业协会", "the industry association"),
        _ => ("其他单位", "another unit"),
    }
}

/// 园区党委书记; a department is led by its head.
fn secretary_of(units: &[MemberUnit]) -> Text {
    let zh = units.iter().map(|unit| match unit {
        MemberUnit::Department => "职能部门负责人".to_owned(),
        unit => format!("{}党委书记", names(*unit).0),
    });
    let en = units.iter().map(|unit| match unit {
        MemberUnit::Department => "the head of a government department".to_owned(),
        unit => format!("the Party secretary of {}", names(*unit).1),
    });
    Text::new(zh.collect::<Vec<_>>().join("或者"), en.collect::<Vec<_>>().join(" or "))
}

/// Each chain's committee is composed as its profile says.
pub(super) fn composition(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let chains = chains(context)?;
    let profile = Profile::of(context);
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    if chains.members.is_empty() {
        gaps.fact("document:chain-members");
    }
    // A committee is told by its name, else by its chain.
    let mut committees: IndexMap<String, Vec<&Entry<'_, ChainMember>>> = IndexMap::new();
    for entry in &chains.members.rows {
        let stated = entry.row.committee.as_ref().map(|committee| committee.text.clone());
        let name = stated.unwrap_or_else(|| {
            entry.chains.first().map_or_else(|| "产业链党委".to_owned(), |chain| format!("{chain}产业链党委"))
        });
        match committees.iter_mut().find(|(known, _)| is_same(known, &name)) {
            Some((_, rows)) => rows.push(entry),
            None => drop(committees.insert(name, vec![entry])),
        }
    }
    for (name, rows) in &committees {
        let committee = Committee { context, name, rows };
        let before = (findings.len(), gaps.is_empty());
        committee.secretary(&profile, &mut findings, &mut gaps);
        committee.has_each("deputies", MemberPost::DeputySecretary, &profile.deputies, &mut findings, &mut gaps);
        committee.has_each("members", MemberPost::Member, &profile.members, &mut findings, &mut gaps);
        if before == (findings.len(), gaps.is_empty()) {
            evidence.extend(rows.iter().map(|row| row.label()));
        }
    }
    Ok(gaps.judge(findings, evidence))
}

struct Committee<'c, 'a> {
    context: &'c Context<'c>,
    name: &'c str,
    rows: &'c [&'c Entry<'a, ChainMember>],
}

impl<'c, 'a> Committee<'c, 'a> {
    fn of(&self, post: MemberPost) -> impl Iterator<Item = &'c Entry<'a, ChainMember>> {
        self.rows.iter().copied().filter(move |entry| entry.row.post == Some(post))
    }

    /// Notes rows whose post is not stated; whether there is any.
    fn lacks_posts(&self, gaps: &mut Gaps) -> bool {
        let unstated: Vec<_> = self.rows.iter().filter(|entry| entry.row.post.is_none()).collect();
        unstated.iter().for_each(|entry| gaps.cell(entry.row.row(), "党委职务"));
        !unstated.is_empty()
    }

    fn secretary(&self, profile: &Profile, findings: &mut Vec<Finding>, gaps: &mut Gaps) {
        if profile.secretary.is_empty() {
            return;
        }
        let secretaries: Vec<_> = self.of(MemberPost::Secretary).collect();
        if secretaries.is_empty() {
            if !self.lacks_posts(gaps) {
                findings.push(self.wrong_secretary(profile, "空缺", self.rows.first().copied()));
            }
            return;
        }
        for entry in secretaries {
            let member = entry.row;
            let post = member.unit_post.as_ref().map(|post| post.text.as_str());
            let right_unit = member.unit_kind.map(|unit| profile.secretary.contains(&unit));
            // A department has a head; whoever else leads a chain does so as Party secretary.
            let right_post = match member.unit_kind {
                Some(MemberUnit::Department) => Some(true),
                _ => post.map(is_party_secretary),
            };
            match (right_unit, right_post) {
                (Some(true), Some(true)) => {}
                (Some(false), _) | (_, Some(false)) => {
                    findings.push(self.wrong_secretary(profile, &member.name.text, Some(entry)));
                }
                (unit, _) => gaps.cell(&member.row, if unit.is_none() { "单位类型" } else { "单位职务" }),
            }
        }
    }

    fn wrong_secretary(&self, profile: &Profile, person: &str, entry: Option<&Entry<'_, ChainMember>>) -> Finding {
        let required = secretary_of(&profile.secretary);
        let zh = [("committee", self.name), ("person", person), ("required", required.zh.as_ref())];
        let en = [("committee", self.name), ("person", person), ("required", required.en.as_ref())];
        let finding = self.context.key("secretary").fill_both(&zh, &en);
        finding.labels(entry.map(Entry::label)).build()
    }

    /// Each kind of unit holds a post of that kind.
    fn has_each(
        &self,
        key: &str,
        post: MemberPost,
        units: &[MemberUnit],
        findings: &mut Vec<Finding>,
        gaps: &mut Gaps,
    ) {
        for unit in units {
            if self.of(post).any(|entry| entry.row.unit_kind == Some(*unit)) {
                continue;
            }
            let untold: Vec<_> = self.of(post).filter(|entry| entry.row.unit_kind.is_none()).collect();
            if !untold.is_empty() || self.lacks_posts(gaps) {
                untold.iter().for_each(|entry| gaps.cell(entry.row.row(), "单位类型"));
                continue;
            }
            let (zh, en) = names(*unit);
            let zh = if *unit == MemberUnit::Enterprise {
                "其他链上企业负责人".to_owned()
            } else {
                format!("{zh}负责人")
            };
            let en = format!("a leader of {en}");
            let fill = [("committee", self.name), ("person", ""), ("stated", "")];
            let zh = [fill.as_slice(), &[("required", zh.as_str())]].concat();
            let en = [fill.as_slice(), &[("required", en.as_str())]].concat();
            let of_post = self.of(post).map(Entry::label);
            let labels: Vec<_> = of_post.chain(self.rows.first().map(|entry| entry.label())).take(3).collect();
            findings.push(self.context.key(key).fill_both(&zh, &en).labels(labels).build());
        }
    }
}

/// Whether a post in a unit is that of its Party secretary: 党委书记、管委会主任 is, 党委副书记 and 纪委书记 are not.
fn is_party_secretary(post: &str) -> bool {
    post.split(['、', '，', ',', '；', ';', '/', ' ', '兼']).any(|part| {
        part.contains("书记")
            && !["副书记", "纪委", "纪工委", "纪检", "书记员", "团委"].iter().any(|other| part.contains(other))
    })
}

#[cfg(test)]
mod tests {
    use super::is_party_secretary;

    #[test]
    fn secretaries() {
        for (post, expected) in [
            ("党委书记", true),
            ("党工委书记、管委会主任", true),
            ("管委会主任、党工委书记", true),
            ("党委副书记、管委会主任", false),
            ("纪工委书记", false),
            ("管委会副主任", false),
        ] {
            assert_eq!(is_party_secretary(post), expected, "{post}");
        }
    }
}
