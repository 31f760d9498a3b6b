//! Words from outside as nothing but words: where they would become a link, an image or markup, and characters that
//! show as something else than they are.

/// Where text would become more than text: links, images, HTML, headings, tables, code, notes.
const MARKUP: [&str; 10] = ["](", "![", "<", "http:", "https:", "www.", "```", "\n#", "\n|", "[^"];

/// Where in `text` markup begins.
pub fn markup(text: &str) -> Option<usize> {
    MARKUP.iter().filter_map(|mark| text.find(mark)).min()
}

/// Whether a character shows as what it is: none that turn the direction of text or stand for nothing.
pub fn is_shown(c: char) -> bool {
    let hidden = matches!(
        c as u32,
        0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfe00..=0xfe0f | 0xfeff
            | 0xfff9..=0xfffb | 0xe0000..=0xe0fff
    );
    !hidden && (c == '\n' || !c.is_control())
}
