//! Text that is to an index what a natural language is: words are as frequent as their rank has it (Zipf and Mandelbrot:
//! the first is each seventeenth word, most of the last are met once), the frequent ones are English, with the endings that
//! stemmers know, and each source comes back to words of its own. The same on each run.

use std::fmt::Write;

use crate::made_up::Numbers;

/// The most frequent words, in order; all others are made of syllables.
const SMALL: &str = "the of and to in a is that for was on are as with by it from be at have this not were which has an or \
    had their but its been they will we more one also can who would than other new these when some there into may two about \
    if after time all people first most many no over such only year between should state years any where government could";
/// Different words.
const WORDS: usize = 400_000;
/// A word of rank `r` is as frequent as `1 / (r + SHIFT)^EXPONENT`.
const EXPONENT: f64 = 1.07;
const SHIFT: f64 = 1.0;
/// Words that a source comes back to, and which share of its words they are: one in so many.
const OWN: usize = 150;
const OWN_EACH: usize = 8;

/// A language to write sources in.
pub(crate) struct Language {
    words: Vec<String>,
    /// How much of all text is made up by each word and those before it.
    shares: Vec<f64>,
}

impl Language {
    pub(crate) fn new() -> Language {
        let small = SMALL.split_whitespace().map(str::to_owned);
        let words: Vec<String> = small.chain((0..).map(made)).take(WORDS).collect();
        let mut sum = 0.0;
        let shares = (1..=WORDS).map(|rank| {
            sum += (rank as f64 + SHIFT).powf(-EXPONENT);
            sum
        });
        Language { words, shares: shares.collect() }
    }

    /// A source of about so many bytes, in paragraphs.
    pub(crate) fn source(&self, bytes: usize, seed: u64) -> String {
        let mut numbers = Numbers::new(seed);
        // What a source is about is nothing that all of them have.
        let own: Vec<&str> = (0..OWN).map(|_| self.words[500 + numbers.next(WORDS / 4)].as_str()).collect();
        let mut text = String::with_capacity(bytes + 2_000);
        while text.len() < bytes {
            for _ in 0..3 + numbers.next(5) {
                self.sentence(&own, &mut numbers, &mut text);
            }
            text.push_str("\n\n");
        }
        text
    }

    fn sentence(&self, own: &[&str], numbers: &mut Numbers, text: &mut String) {
        let begin = text.len();
        for _ in 0..8 + numbers.next(28) {
            if text.len() > begin {
                text.push_str(if numbers.next(15) == 0 { ", " } else { " " });
            }
            match numbers.next(50) {
                0 => write!(text, "{}", numbers.next(100_000)).unwrap(),
                1 => write!(text, "{}", 1900 + numbers.next(125)).unwrap(),
                _ if numbers.next(OWN_EACH) == 0 => text.push_str(own[numbers.next(own.len())]),
                _ => text.push_str(self.word(numbers)),
            }
        }
        let first = text[begin..=begin].to_uppercase();
        text.replace_range(begin..=begin, &first);
        text.push_str(". ");
    }

    fn word(&self, numbers: &mut Numbers) -> &str {
        let at = numbers.share() * self.shares[WORDS - 1];
        &self.words[self.shares.partition_point(|share| *share < at)]
    }
}

/// The made word of this number; the first ones are short.
fn made(number: usize) -> String {
    const BEGINS: [&str; 16] =
        ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl"];
    const GOES_ON: [&str; 12] = ["a", "e", "i", "o", "u", "an", "er", "in", "or", "al", "ea", "ou"];
    const ENDS: [&str; 8] = ["", "", "s", "ed", "ing", "ly", "ation", "ness"];
    let mut word = String::new();
    let mut rest = number / ENDS.len() + GOES_ON.len() * BEGINS.len();
    while rest > 0 {
        word.push_str(BEGINS[rest % BEGINS.len()]);
        rest /= BEGINS.len();
        word.push_str(GOES_ON[rest % GOES_ON.len()]);
        rest /= GOES_ON.len();
    }
    word + ENDS[number % ENDS.len()]
}
