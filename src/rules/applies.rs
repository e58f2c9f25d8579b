//! Which companies a rule is for.

use crate::Text;
use crate::model::profile::{Entity, Form, Ownership, PartyOrgan, Profile, StateLevel, Tier};

/// Which companies a rule or a severity is for. A key left out accepts every value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) ownership: Option<Vec<String>>,
    pub(crate) form: Option<Vec<String>>,
    pub(crate) tier: Option<Vec<String>>,
    pub(crate) level: Option<Vec<String>>,
    pub(crate) entity: Option<Vec<String>>,
    pub(crate) party_organ: Option<Vec<String>>,
    pub(crate) shareholders: Option<Vec<String>>,
    pub(crate) listed: Option<Vec<bool>>,
    pub(crate) board: Option<Vec<bool>>,
    pub(crate) investor: Option<Vec<bool>>,
}

impl Condition {
    /// What a company must be: a text for each key.
    pub(crate) fn words(&self) -> Vec<Text> {
        let words = [
            ("ownership", &self.ownership),
            ("form", &self.form),
            ("tier", &self.tier),
            ("level", &self.level),
            ("entity", &self.entity),
            ("party_organ", &self.party_organ),
            ("shareholders", &self.shareholders),
        ];
        let flags = [("listed", &self.listed), ("board", &self.board), ("investor", &self.investor)];
        let flag = |value: &bool| (if *value { "true" } else { "false" }).to_owned();
        let flags = flags.map(|(key, values)| (key, values.as_ref().map(|list| list.iter().map(flag).collect())));
        let words = words.map(|(key, values)| (key, values.clone()));
        let all = words.into_iter().chain(flags);
        all.filter_map(|(key, values): (&str, Option<Vec<String>>)| {
            let values = values?;
            let zh: Vec<&str> = values.iter().map(|value| company_zh(key, value)).collect();
            Some(Text::new(zh.join("、"), format!("{}: {}", key.replace('_', " "), values.join(", "))))
        })
        .collect()
    }
}

/// Whether a condition holds of a company.
#[derive(PartialEq, Eq)]
pub(super) enum Applies {
    Yes,
    /// No, with the reason in Chinese and English.
    No(String, String),
    /// These facts are missing.
    Unknown(Vec<String>),
}

pub(super) fn matches(condition: &Condition, profile: &Profile) -> Applies {
    let mut unknown = Vec::new();
    let mut word = |key: &str, accepted: &Option<Vec<String>>, value: Option<&str>| -> Option<Applies> {
        let accepted = accepted.as_ref()?;
        match value {
            Some(value) if accepted.iter().any(|a| a == value) => None,
            Some(value) => Some(Applies::No(
                reason_zh(key, value),
                format!("does not apply where {} is {value}", key.replace('_', " ")),
            )),
            None => {
                unknown.push(format!("company.{key}"));
                None
            }
        }
    };
    let shareholders = profile.shareholders.map(|n| if n == 1 { "one" } else { "many" });
    let words: [(&str, &Option<Vec<String>>, Option<&str>); 7] = [
        // Who says nothing means the company itself, not a branch of it.
        ("entity", &condition.entity, Some(profile.entity.unwrap_or(Entity::Company).as_str())),
        ("ownership", &condition.ownership, profile.ownership.map(Ownership::as_str)),
        ("form", &condition.form, profile.form.map(Form::as_str)),
        ("tier", &condition.tier, profile.tier.map(Tier::as_str)),
        ("level", &condition.level, profile.level.map(StateLevel::as_str)),
        ("party_organ", &condition.party_organ, profile.party_organ.map(PartyOrgan::as_str)),
        ("shareholders", &condition.shareholders, shareholders),
    ];
    for (key, accepted, value) in words {
        if let Some(no) = word(key, accepted, value) {
            return no;
        }
    }
    let flags: [(&str, &Option<Vec<bool>>, Option<bool>); 3] = [
        ("listed", &condition.listed, profile.listed),
        ("board", &condition.board, profile.board),
        ("investor", &condition.investor, Some(profile.investor.unwrap_or(false))),
    ];
    for (key, accepted, value) in flags {
        let Some(accepted) = accepted else { continue };
        match value {
            Some(value) if accepted.contains(&value) => {}
            Some(value) => {
                let value = if value { "true" } else { "false" };
                return Applies::No(reason_zh(key, value), format!("does not apply where {key} is {value}"));
            }
            None => unknown.push(format!("company.{key}")),
        }
    }
    if unknown.is_empty() { Applies::Yes } else { Applies::Unknown(unknown) }
}

fn reason_zh(key: &str, value: &str) -> String {
    format!("本条不适用于{}", company_zh(key, value))
}

/// What a company is of which a key of its profile has this value.
fn company_zh(key: &str, value: &str) -> &'static str {
    match (key, value) {
        ("ownership", "wholly-state") => "国有独资公司",
        ("ownership", "fully-state") => "国有全资公司",
        ("ownership", "state-controlled") => "国有控股公司",
        ("ownership", "state-relative") => "国有相对控股公司",
        ("ownership", "state-minority") => "国有参股公司",
        ("form", "limited") => "有限责任公司",
        ("form", "joint-stock") => "股份有限公司",
        ("tier", "first") => "国家直接出资的一级企业",
        ("tier", "lower") => "下级企业",
        ("level", "central") => "中央企业",
        ("level", "local") => "地方企业",
        ("entity", "company") => "法人企业",
        ("entity", "branch") => "分公司",
        ("party_organ", "leading-group") => "设党组的企业",
        ("party_organ", "committee") => "设党委的企业",
        ("party_organ", "general-branch") => "设党总支的企业",
        ("party_organ", "branch") => "设党支部的企业",
        ("party_organ", _) => "未设党组织的企业",
        ("shareholders", "one") => "单一股东的公司",
        ("shareholders", _) => "有多个股东的公司",
        ("listed", "true") => "上市公司",
        ("listed", _) => "非上市公司",
        ("board", "true") => "设董事会的公司",
        ("board", _) => "不设董事会的公司",
        ("investor", "true") => "出资人机构",
        _ => "非出资人机构",
    }
}
