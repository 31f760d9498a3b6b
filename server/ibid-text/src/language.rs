//! Which language a text is in.

use serde::{Deserialize, Serialize};
use whatlang::{Lang, Script};

/// A language that ibid treats in its own way, or any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese, simplified or traditional.
    Chinese,
    /// Another language in Latin letters.
    OtherLatin,
    /// A language in another script.
    Other,
}

/// Characters looked at: more would not change the answer.
pub(crate) const SAMPLE: usize = 2000;
/// Fewer Latin letters than this say too little of their language.
pub(crate) const ENOUGH: usize = 60;

impl Language {
    /// The language of `text`: by script where that decides, else by its words. Short Latin text
    /// counts as English.
    pub fn of(text: &str) -> Language {
        let sample = text.char_indices().nth(SAMPLE).map_or(text, |(end, _)| &text[..end]);
        let letters = Letters::count(sample);
        if letters.is_chinese() {
            return Language::Chinese;
        }
        if letters.kana > letters.other {
            return Language::Other;
        }
        if letters.other < ENOUGH && letters.latin * 2 >= letters.other {
            return Language::English;
        }
        Language::by_words(sample, letters.latin * 2 >= letters.other)
    }

    fn by_words(sample: &str, latin: bool) -> Language {
        // Most of what is read is plainly English, and a look at its small words is a hundred times quicker.
        if latin && is_plainly_english(sample) {
            return Language::English;
        }
        let found = whatlang::detect(sample);
        match found {
            Some(info) if latin && info.script() == Script::Latin => {
                if info.lang() == Lang::Eng || !info.is_reliable() {
                    Language::English
                } else {
                    Language::OtherLatin
                }
            }
            _ if latin => Language::English,
            _ => Language::Other,
        }
    }
}

/// Whether words that no other language has are about as frequent as they are in English.
pub(crate) fn is_plainly_english(sample: &str) -> bool {
    let words = sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let (all, found) =
        words.fold((0, 0), |(all, found), word| (all + 1, found + usize::from(is_small_english(word))));
    found >= 3 && found * 16 >= all
}

/// Whether `word` is a small one of English that is hardly one of any other language.
fn is_small_english(word: &str) -> bool {
    let mut letters = [0; 8];
    let Some(letters) = letters.get_mut(..word.len()) else { return false };
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    matches!(
        &*letters,
        b"the"
            | b"and"
            | b"of"
            | b"that"
            | b"with"
            | b"this"
            | b"which"
            | b"were"
            | b"have"
            | b"been"
            | b"it"
            | b"its"
            | b"from"
            | b"their"
            | b"they"
            | b"these"
            | b"there"
            | b"would"
            | b"could"
            | b"should"
            | b"than"
            | b"who"
            | b"when"
            | b"while"
            | b"into"
            | b"only"
            | b"about"
            | b"other"
            | b"because"
            | b"between"
    )
}

#[derive(Default)]
pub(crate) struct Letters {
    han: usize,
    pub(crate) kana: usize,
    pub(crate) latin: usize,
    /// All letters but Chinese and Japanese ones; Latin ones among them.
    pub(crate) other: usize,
}

impl Letters {
    pub(crate) fn count(text: &str) -> Letters {
        if text.is_ascii() {
            let latin = text.bytes().filter(u8::is_ascii_alphabetic).count();
            return Letters { latin, other: latin, ..Letters::default() };
        }
        let mut letters = Letters::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            match c as u32 {
                0x3040..=0x30FF => letters.kana += 1,
                0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF => letters.han += 1,
                code => {
                    letters.other += 1;
                    letters.latin += usize::from(code < 0x250 || (0x1E00..0x1F00).contains(&code));
                }
            }
        }
        letters
    }

    /// Whether the script says that the text is Chinese: a character says about as much as a Latin word's half.
    pub(crate) fn is_chinese(&self) -> bool {
        self.han * 3 > self.other && self.kana * 10 < self.han
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Language) {
        assert_eq!(Language::of(text), expected, "{text}");
    }

    #[test]
    fn by_script() {
        check("我们的单芯片还是落后美国一代。", Language::Chinese);
        check("華為 Huawei 的營收達1800億元", Language::Chinese);
        check("単一のチップはまだアメリカに一世代遅れている。", Language::Other);
        check("Наш чип отстаёт от Соединённых Штатов на одно поколение", Language::Other);
        check("우리 칩은 미국보다 한 세대 뒤처져 있습니다", Language::Other);
        check("Huawei (华为) said that its chips still lag behind the United States.", Language::English);
    }

    #[test]
    fn by_words() {
        check(
            "Our single chip is still one generation behind the United States, he said to the paper.",
            Language::English,
        );
        check(
            "Nuestro chip todavía está una generación por detrás de los Estados Unidos, dijo el fundador de la empresa.",
            Language::OtherLatin,
        );
    }

    #[test]
    fn too_short_to_tell() {
        check("", Language::English);
        check("Schadenfreude", Language::English);
        check("👍 2024", Language::English);
    }
}
