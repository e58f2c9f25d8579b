//! Kinds of meetings, by name.

use serde::Serialize;

use crate::model::matters::{Body, body_of};

/// What kind of meeting it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MeetingKind {
    /// 党委会、党组会、党委常委会
    PartyCommittee,
    /// 党总支委员会会议
    GeneralBranchCommittee,
    /// 支委会
    BranchCommittee,
    /// 支部党员大会、党支部会议 of all members
    BranchAssembly,
    /// 党小组会
    PartyGroup,
    /// 党员代表大会
    PartyCongress,
    /// 产业链党委会议
    ChainCommittee,
    /// 年度股东会
    AnnualShareholders,
    /// 股东会, or a decision of the sole shareholder or investor
    Shareholders,
    /// 董事会
    Board,
    /// A committee of the board, or the independent directors.
    BoardCommittee,
    /// 董事长办公会
    Chair,
    /// 总经理办公会
    Management,
    /// 监事会
    Supervisors,
    /// 职工代表大会、职工大会
    EmployeesCongress,
    /// 工会
    Union,
    /// Something else.
    Other,
}

impl MeetingKind {
    /// The kind that a meeting's name tells.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let name: String = name.chars().filter(|c| !crate::model::charter::is_space(*c)).collect();
        let name = crate::source::traditional::simplified(&name);
        let has = |word: &str| name.contains(word);
        // 书记办公会 and 书记碰头会 are no meetings of a body.
        if has("书记") && (has("办公会") || has("专题会") || has("碰头") || has("例会")) {
            return Self::Other;
        }
        if has("产业链") && (has("党委") || has("会议")) {
            return Self::ChainCommittee;
        }
        if has("党小组") {
            return Self::PartyGroup;
        }
        if has("党员代表大会") || has("党代会") || has("党代表大会") {
            return Self::PartyCongress;
        }
        if has("党员大会") || has("支部大会") {
            return Self::BranchAssembly;
        }
        if has("党总支") || has("总支委员会") || has("总支部") {
            return Self::GeneralBranchCommittee;
        }
        if has("支委会") || has("支部委员会") || has("党支部") || has("支部") || has("支委") {
            return Self::BranchCommittee;
        }
        // 中共甲公司委员会会议
        if (has("中共") || has("中国共产党")) && has("委员会") && !has("纪律检查") {
            return Self::PartyCommittee;
        }
        // 董事会审计委员会 and the like are not the board.
        if has("董事会") && has("委员会") && !name.starts_with("委员会") && !has("党") {
            return Self::BoardCommittee;
        }
        let body = body_of(&name).map(|body| match body {
            // A register's 集团公司董事会 is the group's own; a superior's body says 上级.
            Body::Superior if has("集团公司") && !has("上级") => {
                body_of(&name.replace("集团公司", "")).unwrap_or(Body::Superior)
            }
            body => body,
        });
        match body {
            Some(Body::Party) if has("中心组") || has("扩大学习") => Self::Other,
            Some(Body::Party) => Self::PartyCommittee,
            Some(Body::ShareholdersMeeting | Body::Shareholder | Body::Investor)
                if has("年度股东") || has("股东年会") || has("年度股东大会") =>
            {
                Self::AnnualShareholders
            }
            Some(Body::ShareholdersMeeting | Body::Shareholder | Body::Investor) => Self::Shareholders,
            Some(Body::Board) => Self::Board,
            Some(Body::BoardCommittee | Body::IndependentDirectors) => Self::BoardCommittee,
            Some(Body::Chair) => Self::Chair,
            Some(Body::Director) => Self::Board,
            Some(Body::Management) => Self::Management,
            Some(Body::Supervisors) => Self::Supervisors,
            Some(Body::EmployeesCongress) => Self::EmployeesCongress,
            Some(Body::Union) => Self::Union,
            _ => Self::Other,
        }
    }

    /// The body that meets.
    #[must_use]
    pub const fn body(self) -> Body {
        match self {
            Self::PartyCommittee
            | Self::GeneralBranchCommittee
            | Self::BranchCommittee
            | Self::BranchAssembly
            | Self::PartyGroup
            | Self::PartyCongress
            | Self::ChainCommittee => Body::Party,
            Self::AnnualShareholders | Self::Shareholders => Body::ShareholdersMeeting,
            Self::Board => Body::Board,
            Self::BoardCommittee => Body::BoardCommittee,
            Self::Chair => Body::Chair,
            Self::Management => Body::Management,
            Self::Supervisors => Body::Supervisors,
            Self::EmployeesCongress => Body::EmployeesCongress,
            Self::Union => Body::Union,
            Self::Other => Body::Other,
        }
    }

    /// Whether the company's Party body deliberates in it: not a Party group, a congress, or an industry chain's body.
    #[must_use]
    pub const fn is_party_body(self) -> bool {
        matches!(
            self,
            Self::PartyCommittee | Self::GeneralBranchCommittee | Self::BranchCommittee | Self::BranchAssembly
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_meetings() {
        for (name, kind) in [
            ("党委会", MeetingKind::PartyCommittee),
            ("2026年第3次党委会会议", MeetingKind::PartyCommittee),
            ("党组会", MeetingKind::PartyCommittee),
            ("支委会", MeetingKind::BranchCommittee),
            ("支部党员大会", MeetingKind::BranchAssembly),
            ("党总支委员会", MeetingKind::GeneralBranchCommittee),
            ("党小组会", MeetingKind::PartyGroup),
            ("产业链党委会议", MeetingKind::ChainCommittee),
            ("年度股东会", MeetingKind::AnnualShareholders),
            ("2026年第一次临时股东会", MeetingKind::Shareholders),
            ("第三届董事会第五次会议", MeetingKind::Board),
            ("董事会审计委员会会议", MeetingKind::BoardCommittee),
            ("董事会战略与投资委员会第2次会议", MeetingKind::BoardCommittee),
            ("集团公司党委会", MeetingKind::PartyCommittee),
            ("上级集团公司党委会", MeetingKind::Other),
            ("党委理论学习中心组学习", MeetingKind::Other),
            ("党政联席会", MeetingKind::Other),
            ("公司党委（扩大）会议", MeetingKind::PartyCommittee),
            ("股东决定", MeetingKind::Shareholders),
            ("中共云亭水务有限公司委员会2026年第3次会议", MeetingKind::PartyCommittee),
            ("中共云亭水务有限公司支部委员会会议", MeetingKind::BranchCommittee),
            ("支部大会", MeetingKind::BranchAssembly),
            ("黨委會", MeetingKind::PartyCommittee),
            ("党委书记办公会", MeetingKind::Other),
            ("书记碰头会", MeetingKind::Other),
            ("公司纪委会议", MeetingKind::Other),
            ("审计委员会", MeetingKind::BoardCommittee),
            ("总经理办公会", MeetingKind::Management),
            ("监事会", MeetingKind::Supervisors),
            ("职代会", MeetingKind::EmployeesCongress),
            ("安委会", MeetingKind::Other),
        ] {
            assert_eq!(MeetingKind::of_name(name), kind, "{name}");
        }
    }
}
