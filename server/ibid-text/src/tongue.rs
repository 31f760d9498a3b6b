//! Languages by name, finer than [`crate::Language`]: what a passage is filtered by, and how its words are stemmed.

use std::borrow::Cow;

use frostem::Algorithm;
use whatlang::{Lang, Script};

use crate::language::{ENOUGH, Letters, SAMPLE, is_plainly_english};
use crate::words::{stemmed, with_stem};

/// A language by its ISO 639-1 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tongue(&'static str);

impl Tongue {
    /// English.
    pub const ENGLISH: Tongue = Tongue("en");

    /// The language of `text`; `None` where it says too little to tell.
    pub fn of(text: &str) -> Option<Tongue> {
        let sample = text.char_indices().nth(SAMPLE).map_or(text, |(end, _)| &text[..end]);
        let letters = Letters::count(sample);
        if letters.is_chinese() {
            return Some(Tongue("zh"));
        }
        if letters.kana > letters.other {
            return Some(Tongue("ja"));
        }
        if letters.other < ENOUGH {
            return None;
        }
        let latin = letters.latin * 2 >= letters.other;
        if latin && is_plainly_english(sample) {
            return Some(Tongue::ENGLISH);
        }
        let found = whatlang::detect(sample).filter(|found| found.is_reliable())?;
        let known = KNOWN.iter().find(|(lang, _, _)| *lang == found.lang())?;
        (latin == (found.script() == Script::Latin)).then_some(Tongue(known.1))
    }

    /// The language called `code`, as "de" or "de-AT"; `None` where ibid tells no such language.
    pub fn named(code: &str) -> Option<Tongue> {
        let code = code.trim().split(['-', '_']).next()?.to_lowercase();
        KNOWN.iter().find(|(_, known, _)| *known == code).map(|(_, known, _)| Tongue(known))
    }

    /// Its ISO 639-1 code.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// The stem of a lower-case word: Snowball's for languages in Latin letters, the word itself elsewhere.
    pub fn stem(self, word: &str) -> Cow<'_, str> {
        match self.stemmer(word) {
            Some(algorithm) => Cow::Owned(stemmed(word, algorithm)),
            None => Cow::Borrowed(word),
        }
    }

    /// Writes the stem of a lower-case word at the end of `stems`.
    pub fn stem_onto(self, word: &str, stems: &mut String) {
        match self.stemmer(word) {
            Some(algorithm) => with_stem(word, algorithm, |stem| stems.push_str(stem)),
            None => stems.push_str(word),
        }
    }

    /// Who stems `word`; `None` where it is its own stem.
    fn stemmer(self, word: &str) -> Option<Algorithm> {
        if self == Tongue::ENGLISH {
            return word.is_ascii().then_some(Algorithm::English);
        }
        let (_, _, stemmer) = KNOWN.iter().find(|(_, code, _)| *code == self.0)?;
        stemmer.filter(|_| word.starts_with(|c: char| c.is_alphabetic() && (c as u32) < 0x250))
    }
}

/// The languages that are told apart, their codes, and who stems their words; English ones apart.
const KNOWN: [(Lang, &str, Option<Algorithm>); 69] = [
    (Lang::Eng, "en", None),
    (Lang::Cmn, "zh", None),
    (Lang::Deu, "de", Some(Algorithm::German)),
    (Lang::Fra, "fr", Some(Algorithm::French)),
    (Lang::Spa, "es", Some(Algorithm::Spanish)),
    (Lang::Por, "pt", Some(Algorithm::Portuguese)),
    (Lang::Ita, "it", Some(Algorithm::Italian)),
    (Lang::Nld, "nl", Some(Algorithm::Dutch)),
    (Lang::Swe, "sv", Some(Algorithm::Swedish)),
    (Lang::Dan, "da", Some(Algorithm::Danish)),
    (Lang::Nob, "no", Some(Algorithm::Norwegian)),
    (Lang::Fin, "fi", Some(Algorithm::Finnish)),
    (Lang::Est, "et", Some(Algorithm::Estonian)),
    (Lang::Lit, "lt", Some(Algorithm::Lithuanian)),
    (Lang::Hun, "hu", Some(Algorithm::Hungarian)),
    (Lang::Pol, "pl", Some(Algorithm::Polish)),
    (Lang::Ces, "cs", Some(Algorithm::Czech)),
    (Lang::Ron, "ro", Some(Algorithm::Romanian)),
    (Lang::Cat, "ca", Some(Algorithm::Catalan)),
    (Lang::Tur, "tr", Some(Algorithm::Turkish)),
    (Lang::Ind, "id", Some(Algorithm::Indonesian)),
    (Lang::Rus, "ru", None),
    (Lang::Jpn, "ja", None),
    (Lang::Kor, "ko", None),
    (Lang::Epo, "eo", None),
    (Lang::Ben, "bn", None),
    (Lang::Ukr, "uk", None),
    (Lang::Kat, "ka", None),
    (Lang::Ara, "ar", None),
    (Lang::Hin, "hi", None),
    (Lang::Heb, "he", None),
    (Lang::Yid, "yi", None),
    (Lang::Amh, "am", None),
    (Lang::Jav, "jv", None),
    (Lang::Ell, "el", None),
    (Lang::Bul, "bg", None),
    (Lang::Bel, "be", None),
    (Lang::Mar, "mr", None),
    (Lang::Kan, "kn", None),
    (Lang::Slv, "sl", None),
    (Lang::Hrv, "hr", None),
    (Lang::Srp, "sr", None),
    (Lang::Mkd, "mk", None),
    (Lang::Lav, "lv", None),
    (Lang::Tam, "ta", None),
    (Lang::Vie, "vi", None),
    (Lang::Urd, "ur", None),
    (Lang::Tha, "th", None),
    (Lang::Guj, "gu", None),
    (Lang::Uzb, "uz", None),
    (Lang::Pan, "pa", None),
    (Lang::Aze, "az", None),
    (Lang::Tel, "te", None),
    (Lang::Pes, "fa", None),
    (Lang::Mal, "ml", None),
    (Lang::Ori, "or", None),
    (Lang::Mya, "my", None),
    (Lang::Nep, "ne", None),
    (Lang::Sin, "si", None),
    (Lang::Khm, "km", None),
    (Lang::Tuk, "tk", None),
    (Lang::Aka, "ak", None),
    (Lang::Zul, "zu", None),
    (Lang::Sna, "sn", None),
    (Lang::Afr, "af", None),
    (Lang::Lat, "la", None),
    (Lang::Slk, "sk", None),
    (Lang::Tgl, "tl", None),
    (Lang::Hye, "hy", None),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Tongue::of(text).map(Tongue::code), expected, "{text}");
    }

    #[test]
    fn languages_are_told_apart() {
        check(
            "The harbour of the city was built again and made larger in the years that followed the war.",
            Some("en"),
        );
        check(
            "Der Hafen der Stadt wurde in den Jahren nach dem Krieg wieder aufgebaut und erweitert.",
            Some("de"),
        );
        check(
            "Le port de la ville a été reconstruit et agrandi dans les années qui ont suivi la guerre.",
            Some("fr"),
        );
        check("我们的单芯片还是落后美国一代。", Some("zh"));
        check(
            "Наш чип отстаёт от Соединённых Штатов на одно поколение, сказал основатель компании",
            Some("ru"),
        );
        check("Hafen", None);
        check("", None);
    }

    #[test]
    fn names_of_languages() {
        assert_eq!(Tongue::named("de-AT").map(Tongue::code), Some("de"));
        assert_eq!(Tongue::named("EN"), Some(Tongue::ENGLISH));
        assert_eq!(Tongue::named("klingon"), None);
    }

    #[test]
    fn words_are_stemmed_by_their_language() {
        let stem = |code, word| Tongue::named(code).unwrap().stem(word).into_owned();
        assert_eq!(stem("de", "häuser"), stem("de", "haus"));
        assert_eq!(stem("fr", "continuellement"), stem("fr", "continuelle"));
        assert_ne!(stem("en", "continuelle"), stem("fr", "continuelle"));
        assert_eq!(stem("en", "companies"), stem("en", "company"));
        assert_eq!(stem("de", "中国"), "中国");
        assert_eq!(stem("ru", "чипы"), "чипы");
    }
}
