//! Kinds of facts and remarks on them, in words.

use crate::Language;
use crate::facts::{Fact, Modality, Stance};

/// What is to be said of a fact beside what it states.
pub(super) fn remarks(fact: &Fact, language: Language) -> Vec<&'static str> {
    let chinese = language == Language::Chinese;
    let mut out = Vec::new();
    if fact.modality != Modality::Plain {
        out.push(if chinese { fact.modality.zh() } else { fact.modality.as_str() });
    }
    if fact.stance != Stance::Affirmed {
        out.push(if chinese { fact.stance.zh() } else { fact.stance.as_str() });
    }
    if let Some(doubt) = fact.doubt {
        out.push(if chinese { doubt.zh() } else { doubt.as_str() });
    }
    if fact.contradicted {
        out.push(if chinese { "与另一处矛盾" } else { "contradicted" });
    }
    out
}

/// The kind of a fact in words.
pub(super) fn kind(kind: &'static str, language: Language) -> &'static str {
    if language == Language::English {
        return kind;
    }
    match kind {
        "organ" => "机构",
        "takes-over" => "代行职权",
        "seats" => "人数",
        "seat-share" => "占比",
        "production" => "产生",
        "term" => "任期",
        "threshold" => "门槛",
        "unanimity" => "一致同意",
        "resolution-matters" => "决议事项",
        "ballot" => "票数",
        "notice" => "通知期",
        "proposal-share" => "提案持股",
        "proposal-days" => "提案期",
        "legal-representative" => "法定代表人",
        "legal-representative-change" => "法定代表人变更",
        "registered-capital" => "注册资本",
        "contribution" => "出资",
        "shares-issued" => "股份",
        "power" => "职权",
        "fund-ratio" => "党组织经费",
        "delegation" => "授权",
        "citation" => "引用",
        "definition" => "简称",
        "form" => "公司形式",
        "ownership" => "所有制",
        "day" => "日期",
        "declared-count" => "声明项数",
        "matter" => "事项",
        "matter-step" => "步骤",
        "matter-amount" => "金额",
        "party-membership" => "政治面貌",
        "post" => "职务",
        "post-elsewhere" => "外单位职务",
        "post-term" => "任期",
        "post-approval" => "批准文件",
        "meeting" => "会议",
        "topic" => "议题",
        "attendance" => "到会",
        "votes" => "票数",
        "agenda-position" => "议题序号",
        "matter-reference" => "清单编号",
        "recusal" => "回避",
        "unit" => "单位",
        "party-organ" => "党组织",
        "party-members" => "党员人数",
        "organ-size" => "委员职数",
        "secretary" => "书记",
        "discipline" => "纪检",
        "date" => "日期",
        "extension" => "延期批复",
        "approval" => "设立批复",
        "attached" => "挂靠联合",
        "instructor" => "党建指导员",
        "rule" => "制度",
        "rule-number" => "制度文号",
        "rule-effective" => "施行日期",
        "chain-member" => "产业链党委成员",
        "member-unit" => "所在单位",
        "visit" => "走访",
        "order" => "诉求",
        "order-time" => "诉求办理",
        "need" => "需求",
        "resource" => "资源",
        "published" => "发布日期",
        "cultivation" => "培养",
        "cultivation-date" => "培养日期",
        "not-understood" => "未读懂",
        other => other,
    }
}
