//! Small PDFs, written by hand: Courier, whose letters are all 0.6 em wide, so that a line's end is known.

/// A PDF in the making.
#[derive(Default)]
pub(crate) struct PdfFile {
    pages: Vec<Vec<u8>>,
    catalog: String,
    trailer: String,
    information: Option<String>,
    packet: Option<String>,
}

/// Space from one baseline to the next.
pub(crate) const LEADING: f64 = 12.0;

impl PdfFile {
    /// Adds a page of 612 by 792 points.
    pub(crate) fn page(mut self, page: PdfPage) -> PdfFile {
        self.pages.push(page.content);
        self
    }

    /// Adds to the catalog, as `/PageLabels …`.
    pub(crate) fn catalog(mut self, entries: &str) -> PdfFile {
        self.catalog.push_str(entries);
        self
    }

    /// Adds to the trailer, as `/Encrypt …`.
    pub(crate) fn trailer(mut self, entries: &str) -> PdfFile {
        self.trailer.push_str(entries);
        self
    }

    /// Sets the information dictionary, as `/Title (…)`.
    pub(crate) fn information(mut self, entries: &str) -> PdfFile {
        self.information = Some(format!("<< {entries} >>"));
        self.trailer("/Info 7 0 R")
    }

    /// Sets the metadata stream to a packet with these properties, as `<dc:title>…</dc:title>`.
    pub(crate) fn packet(mut self, properties: &str) -> PdfFile {
        self.packet = Some(format!(
            r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{properties}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#
        ));
        self.catalog("/Metadata 8 0 R")
    }

    /// The file's bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let kids: Vec<String> = (0..self.pages.len()).map(|n| format!("{} 0 R", 10 + 2 * n)).collect();
        let mut objects = vec![
            (1, format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog).into_bytes()),
            (2, format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()).into_bytes()),
            (3, b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>".to_vec()),
            (4, b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>".to_vec()),
            (5, b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 6 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> >>".to_vec()),
            (6, b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>".to_vec()),
        ];
        objects.extend(self.information.iter().map(|information| (7, information.clone().into_bytes())));
        objects.extend(
            self.packet.iter().map(|packet| (8, stream("/Type /Metadata /Subtype /XML", packet.as_bytes()))),
        );
        for (n, content) in self.pages.iter().enumerate() {
            let page = format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F 3 0 R /C 4 0 R >> >> >>",
                11 + 2 * n
            );
            objects.extend([(10 + 2 * n, page.into_bytes()), (11 + 2 * n, stream("", content))]);
        }
        self.write(&objects)
    }

    fn write(&self, objects: &[(usize, Vec<u8>)]) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut table = String::new();
        for (number, object) in objects {
            table.push_str(&format!("{number} 1\n{:010} 00000 n \n", file.len()));
            file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            file.extend_from_slice(object);
            file.extend_from_slice(b"\nendobj\n");
        }
        let start = file.len();
        let size = 11 + 2 * self.pages.len();
        file.extend_from_slice(
            format!("xref\n0 1\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {} >>\nstartxref\n{start}\n%%EOF\n", self.trailer)
                .as_bytes(),
        );
        file
    }
}

fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< {entries} /Length {} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// A page in the making.
#[derive(Default)]
pub(crate) struct PdfPage {
    content: Vec<u8>,
}

impl PdfPage {
    /// Sets `text` in 10 points, line by line as it is written, from the baseline `y` down. Leading
    /// spaces indent; an empty line is half a line's gap.
    pub(crate) fn text(self, x: f64, y: f64, text: &str) -> PdfPage {
        self.sized(10.0, x, y, text)
    }

    /// The same in another size.
    pub(crate) fn sized(mut self, size: f64, x: f64, y: f64, text: &str) -> PdfPage {
        let mut y = y;
        for line in text.lines() {
            if line.trim().is_empty() {
                y -= LEADING * 0.6;
                continue;
            }
            let words = line.trim_start();
            let x = x + 0.6 * size * (line.len() - words.len()) as f64;
            self.show(size, x, y, "F", &latin(words));
            y -= LEADING * size / 10.0;
        }
        self
    }

    /// Chinese in 10 points.
    pub(crate) fn chinese(mut self, x: f64, y: f64, text: &str) -> PdfPage {
        for (n, line) in text.lines().enumerate() {
            let hex: String = line.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
            self.show(10.0, x, y - 16.0 * n as f64, "C", format!("<{hex}>").as_bytes());
        }
        self
    }

    /// Operators as they are.
    pub(crate) fn raw(mut self, operators: &str) -> PdfPage {
        self.content.extend_from_slice(operators.as_bytes());
        self.content.push(b'\n');
        self
    }

    fn show(&mut self, size: f64, x: f64, y: f64, font: &str, string: &[u8]) {
        self.content.extend_from_slice(format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ").as_bytes());
        self.content.extend_from_slice(string);
        self.content.extend_from_slice(b" Tj ET\n");
    }
}

/// A literal string in the font's encoding.
fn latin(text: &str) -> Vec<u8> {
    let bytes = encoding_rs::WINDOWS_1252.encode(text).0;
    let escaped = bytes.iter().flat_map(|&b| {
        let escape = matches!(b, b'(' | b')' | b'\\');
        escape.then_some(b'\\').into_iter().chain([b])
    });
    [b'('].into_iter().chain(escaped).chain([b')']).collect()
}
