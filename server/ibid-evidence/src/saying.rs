//! Whether a sentence says what was found, which bears a claim out, or only what was asked.

/// What a sentence that asks is worth beside one that states.
const ASKED: f32 = 0.6;
/// And one that says that it tells what was found.
const FOUND: f32 = 1.3;

/// The most that a sentence is worth.
pub(crate) const MOST: f32 = FOUND;

/// Words of a question, a purpose, or what is not known.
const ASKING: &[&str] = &[
    "?",
    "？",
    "whether",
    "to determine",
    "to assess",
    "to examine",
    "to investigate",
    "to evaluate",
    "to test",
    "to identify",
    "to estimate",
    "to compare",
    "to measure",
    "we sought",
    "we asked",
    "has not been",
    "have not been",
    "remains elusive",
    "has been proposed",
    "to explore",
    "to understand",
    "we assessed",
    "we examined",
    "we investigated",
    "we evaluated",
    "we reviewed",
    "we studied",
    "we tested",
    "unclear",
    "unknown",
    "not known",
    "poorly understood",
    "objective",
    "aim of",
    "aimed to",
    "aims to",
    "purpose of",
    "hypothesis",
    "hypothesised",
    "hypothesized",
    "是否",
    "旨在",
    "探讨",
    "目的",
];

/// Words with which a finding is told.
const FINDING: &[&str] = &[
    "we show",
    "we find",
    "we found",
    "we demonstrate",
    "we conclude",
    "we report",
    "found that",
    "shows that",
    "showed that",
    "show that",
    "demonstrate that",
    "demonstrated that",
    "indicate that",
    "indicates that",
    "indicated that",
    "suggest that",
    "suggests that",
    "suggesting that",
    "revealed",
    "results",
    "conclusion",
    "findings",
    "therefore",
    "thus",
    "we observed",
    "we identify",
    "we identified",
    "these data",
    "our data",
    "evidence that",
    "led to",
    "resulted in",
    "significantly",
    "was associated",
    "were associated",
    "结果",
    "表明",
    "发现",
    "因此",
    "显示",
];

/// Headings, as they open the sentences of a summary, of what comes before what was found.
const BEFORE: &[&str] = &[
    "background",
    "context",
    "introduction",
    "design",
    "setting",
    "methods",
    "participants",
    "背景",
    "方法",
];

/// How much a sentence that has a claim's words is worth as evidence for it.
pub(crate) fn weight(sentence: &str) -> f32 {
    let lower = sentence.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|words| lower.contains(words));
    let asks = has(ASKING) || BEFORE.iter().any(|heading| lower.starts_with(heading));
    match (asks, has(FINDING)) {
        (true, false) => ASKED,
        (false, true) => FOUND,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::weight;

    #[test]
    fn what_was_found_is_worth_more_than_what_was_asked() {
        let asked = weight("We examined whether ships connect where the power is cheap.");
        let told = weight("Ships connect where the power is cheap.");
        let found = weight("The audit found that ships connect where the power is cheap.");
        assert!(asked < told && told < found, "{asked} {told} {found}");
        assert!(weight("本文旨在研究船舶是否接电。") < weight("结果表明船舶接电。"));
    }

    #[test]
    fn a_question_with_its_answer_is_neither() {
        assert_eq!(weight("Whether ships connect was unknown; we show that they do."), 1.0);
    }
}
