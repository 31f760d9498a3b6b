//! What stands inside a paragraph.

use crate::{
    notes,
    xml::{Element, Node},
};

/// The text of a paragraph, and what its marks point to.
#[derive(Default)]
pub(super) struct Runs<'a> {
    pub(super) text: String,
    /// The notes that it has marks of: "footnote" or "endnote", and the id.
    pub(super) notes: Vec<(&'static str, String)>,
    /// Boxes of text that hang on it.
    pub(super) boxes: Vec<&'a Element>,
    /// For each field that is open, whether its code is being read, which is no text.
    fields: Vec<bool>,
}

impl<'a> Runs<'a> {
    /// Takes in what stands in `parent`.
    pub(super) fn read(&mut self, parent: &'a Element) {
        for child in parent.elements() {
            match child.name.as_str() {
                "r" => self.run(child),
                "AlternateContent" => child.child("Choice").into_iter().for_each(|choice| self.read(choice)),
                // What was deleted or moved away, and what is said of it.
                "del" | "moveFrom" | "pPr" | "rPr" | "rt" | "sdtPr" | "instrText" | "delText" => {}
                "t" => self.write(&child.text()),
                "txbxContent" => self.boxes.push(child),
                _ => self.read(child),
            }
        }
    }

    fn run(&mut self, run: &'a Element) {
        let properties = run.child("rPr");
        let is_on = |name: &str| {
            let property = properties.and_then(|properties| properties.child(name));
            property.is_some_and(|property| !matches!(property.attribute("val"), Some("0" | "false" | "off")))
        };
        if is_on("vanish") {
            return self.fields_of(run);
        }
        let raised = properties
            .and_then(|properties| properties.child("vertAlign"))
            .is_some_and(|align| align.attribute("val") == Some("superscript"));
        let before = self.text.len();
        run.children.iter().for_each(|child| self.part(child));
        if raised {
            let letters = self.text.split_off(before);
            let kept = notes::raised(&self.text, letters.trim());
            self.text.push_str(&kept.unwrap_or_default());
        }
    }

    /// Keeps count of fields in what is hidden.
    fn fields_of(&mut self, run: &Element) {
        run.elements().filter(|part| part.name == "fldChar").for_each(|part| self.field(part));
    }

    fn part(&mut self, part: &'a Node) {
        let Node::Element(part) = part else { return };
        let id = || part.attribute("id").unwrap_or_default().to_owned();
        match part.name.as_str() {
            "t" => self.write(&part.text()),
            "tab" | "br" | "cr" => self.write(" "),
            "noBreakHyphen" => self.write("-"),
            "fldChar" => self.field(part),
            "footnoteReference" => self.notes.push(("footnote", id())),
            "endnoteReference" => self.notes.push(("endnote", id())),
            "ruby" => part.child("rubyBase").into_iter().for_each(|base| self.read(base)),
            "AlternateContent" => part.child("Choice").into_iter().for_each(|choice| self.read(choice)),
            "drawing" | "pict" | "object" => self.boxes.extend(part.all("txbxContent")),
            _ => {}
        }
    }

    fn field(&mut self, mark: &Element) {
        match mark.attribute("fldCharType") {
            Some("begin") => self.fields.push(true),
            Some("separate") => self.fields.last_mut().into_iter().for_each(|code| *code = false),
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        if !self.fields.contains(&true) {
            self.text.push_str(text);
        }
    }
}
