//! The few functions of PDFium's C interface that ibid calls, found in a library at run time, and what makes
//! them safe to call. PDFium is no thread's friend: a process has one, and one thread uses it.

#![allow(unsafe_code)]

use std::{
    ffi::{CStr, c_char, c_double, c_int, c_uint, c_ulong, c_void},
    marker::PhantomData,
    path::Path,
    ptr::{NonNull, null},
};

use libloading::Library;

type Handle = *mut c_void;

/// Left, top, right and bottom, in points from the lower left.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rectangle {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

/// An affine map, as PDF writes one.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Matrix {
    pub(super) a: f32,
    pub(super) b: f32,
    pub(super) c: f32,
    pub(super) d: f32,
    pub(super) e: f32,
    pub(super) f: f32,
}

macro_rules! functions {
    ($($name:ident($($argument:ty),*) $(-> $result:ty)?;)*) => {
        #[allow(non_snake_case)]
        struct Functions {
            $($name: unsafe extern "system" fn($($argument),*) $(-> $result)?,)*
        }

        impl Functions {
            fn of(library: &Library) -> Result<Functions, libloading::Error> {
                // SAFETY: the types are those of PDFium's headers, which do not change for published functions.
                Ok(Functions { $($name: *unsafe { library.get(stringify!($name).as_bytes()) }?,)* })
            }
        }
    };
}

functions! {
    FPDF_InitLibrary();
    FPDF_LoadMemDocument64(*const c_void, usize, *const c_char) -> Handle;
    FPDF_CloseDocument(Handle);
    FPDF_GetPageCount(Handle) -> c_int;
    FPDF_GetPageLabel(Handle, c_int, *mut c_void, c_ulong) -> c_ulong;
    FPDF_GetMetaText(Handle, *const c_char, *mut c_void, c_ulong) -> c_ulong;
    FPDF_LoadPage(Handle, c_int) -> Handle;
    FPDF_ClosePage(Handle);
    FPDF_GetPageBoundingBox(Handle, *mut Rectangle) -> c_int;
    FPDFPage_GetRotation(Handle) -> c_int;
    FPDFText_LoadPage(Handle) -> Handle;
    FPDFText_ClosePage(Handle);
    FPDFText_CountChars(Handle) -> c_int;
    FPDFText_GetUnicode(Handle, c_int) -> c_uint;
    FPDFText_IsGenerated(Handle, c_int) -> c_int;
    FPDFText_IsHyphen(Handle, c_int) -> c_int;
    FPDFText_HasUnicodeMapError(Handle, c_int) -> c_int;
    FPDFText_GetFontSize(Handle, c_int) -> c_double;
    FPDFText_GetMatrix(Handle, c_int, *mut Matrix) -> c_int;
    FPDFText_GetCharOrigin(Handle, c_int, *mut c_double, *mut c_double) -> c_int;
    FPDFText_GetLooseCharBox(Handle, c_int, *mut Rectangle) -> c_int;
    FPDFText_GetTextObject(Handle, c_int) -> Handle;
    FPDFPageObj_CountMarks(Handle) -> c_int;
    FPDFPageObj_GetMark(Handle, c_ulong) -> Handle;
    FPDFPageObjMark_GetName(Handle, *mut u16, c_ulong, *mut c_ulong) -> c_int;
}

/// The library, loaded and ready.
pub(crate) struct Pdfium {
    functions: Functions,
    /// The functions live as long as this.
    _library: Library,
}

impl Pdfium {
    /// The library at `path`, which must be PDFium: what is loaded runs in this process.
    pub(super) fn load(path: &Path) -> Option<Pdfium> {
        // SAFETY: the user, or the system's own folders, name the library; its first act is its makers' affair.
        let library = unsafe { Library::new(path) }.ok()?;
        let functions = Functions::of(&library).ok()?;
        // SAFETY: called once for a library, before any other function of it.
        unsafe { (functions.FPDF_InitLibrary)() };
        Some(Pdfium { functions, _library: library })
    }

    /// The document in `bytes`, unless it is broken or needs a password.
    pub(super) fn open<'a>(&'a self, bytes: &'a [u8]) -> Option<Document<'a>> {
        // SAFETY: the bytes outlive the document, which borrows them.
        let document =
            unsafe { (self.functions.FPDF_LoadMemDocument64)(bytes.as_ptr().cast(), bytes.len(), null()) };
        Some(Document { pdfium: self, handle: NonNull::new(document)?, bytes: PhantomData })
    }
}

/// An open document.
pub(super) struct Document<'a> {
    pdfium: &'a Pdfium,
    handle: NonNull<c_void>,
    bytes: PhantomData<&'a [u8]>,
}

impl Drop for Document<'_> {
    fn drop(&mut self) {
        // SAFETY: pages borrow the document, so none is open; it is closed once.
        unsafe { (self.pdfium.functions.FPDF_CloseDocument)(self.handle.as_ptr()) };
    }
}

/// The longest text of metadata that is read, in bytes.
const TEXT: usize = 64 << 10;

impl Document<'_> {
    /// How many pages it has.
    pub(super) fn page_count(&self) -> c_int {
        // SAFETY: the document is open.
        unsafe { (self.pdfium.functions.FPDF_GetPageCount)(self.handle.as_ptr()) }
    }

    /// The printed label of page `index`, from 0.
    pub(super) fn label(&self, index: c_int) -> Option<String> {
        text(|buffer, length| {
            // SAFETY: the document is open, and the buffer as long as it is said to be.
            unsafe { (self.pdfium.functions.FPDF_GetPageLabel)(self.handle.as_ptr(), index, buffer, length) }
        })
    }

    /// What the information dictionary says under `key`.
    pub(super) fn information(&self, key: &CStr) -> Option<String> {
        text(|buffer, length| {
            // SAFETY: as above.
            unsafe {
                (self.pdfium.functions.FPDF_GetMetaText)(self.handle.as_ptr(), key.as_ptr(), buffer, length)
            }
        })
    }

    /// Page `index`, from 0, with its text.
    pub(super) fn page(&self, index: c_int) -> Option<Page<'_>> {
        let functions = &self.pdfium.functions;
        // SAFETY: the document is open; a page that is not there is null.
        let handle = NonNull::new(unsafe { (functions.FPDF_LoadPage)(self.handle.as_ptr(), index) })?;
        // SAFETY: the page is open.
        let text = unsafe { (functions.FPDFText_LoadPage)(handle.as_ptr()) };
        Some(Page { functions, handle, text: NonNull::new(text), document: PhantomData })
    }
}

/// A UTF-16 text that PDFium writes into a buffer, once it is asked how long that must be.
fn text(write: impl Fn(*mut c_void, c_ulong) -> c_ulong) -> Option<String> {
    let length = write(std::ptr::null_mut(), 0);
    let bytes = usize::try_from(length).ok().filter(|bytes| (3..=TEXT).contains(bytes))?;
    let mut units = vec![0_u16; bytes.div_ceil(2)];
    write(units.as_mut_ptr().cast(), length);
    let end = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
    Some(String::from_utf16_lossy(&units[..end]))
}

/// An open page and its text.
pub(super) struct Page<'a> {
    functions: &'a Functions,
    handle: NonNull<c_void>,
    text: Option<NonNull<c_void>>,
    document: PhantomData<&'a Document<'a>>,
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        // SAFETY: both are open, and closed once, the text before its page.
        unsafe {
            if let Some(text) = self.text {
                (self.functions.FPDFText_ClosePage)(text.as_ptr());
            }
            (self.functions.FPDF_ClosePage)(self.handle.as_ptr());
        }
    }
}

/// A character as PDFium gives it.
pub(super) struct Character {
    /// Its code in Unicode, or part of one, as UTF-16 has it.
    pub(super) unicode: u32,
    /// Whether the font says which character it is.
    pub(super) mapped: bool,
    /// Size of the font before `matrix`.
    pub(super) size: f64,
    pub(super) matrix: Matrix,
    pub(super) origin: (f64, f64),
    /// From its origin to the next one's.
    pub(super) frame: Rectangle,
    /// The object that draws it: the same for all characters of one.
    pub(super) object: Object,
}

/// An object of a page; only its page knows what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Object(Handle);

impl Page<'_> {
    /// What of the page is shown, and its quarter turns to the right.
    pub(super) fn bounds(&self) -> (Rectangle, c_int) {
        let mut bounds = Rectangle::default();
        // SAFETY: the page is open; the rectangle is written before it is read.
        let turns = unsafe {
            (self.functions.FPDF_GetPageBoundingBox)(self.handle.as_ptr(), &raw mut bounds);
            (self.functions.FPDFPage_GetRotation)(self.handle.as_ptr())
        };
        (bounds, turns)
    }

    /// Its characters, but for those that PDFium adds of its own.
    pub(super) fn characters(&self) -> impl Iterator<Item = Character> {
        let functions = self.functions;
        // SAFETY: the text is open as long as the page.
        let count = self.text.map_or(0, |text| unsafe { (functions.FPDFText_CountChars)(text.as_ptr()) });
        let text = self.text.map_or(std::ptr::null_mut(), NonNull::as_ptr);
        (0..count).filter_map(move |index| character(functions, text, index))
    }

    /// Whether an object is marked as `name`.
    pub(super) fn is_marked(&self, object: Object, name: &str) -> bool {
        // SAFETY: the object is one of this page's.
        let count = unsafe { (self.functions.FPDFPageObj_CountMarks)(object.0) };
        (0..count.max(0)).any(|index| self.mark(object, index as c_ulong).as_deref() == Some(name))
    }

    fn mark(&self, object: Object, index: c_ulong) -> Option<String> {
        const UNITS: usize = 32;
        let mut units = [0_u16; UNITS];
        let mut bytes: c_ulong = 0;
        // SAFETY: the object is one of this page's; the buffer is as long as it is said to be.
        let told = unsafe {
            let mark = (self.functions.FPDFPageObj_GetMark)(object.0, index);
            !mark.is_null()
                && (self.functions.FPDFPageObjMark_GetName)(
                    mark,
                    units.as_mut_ptr(),
                    (2 * UNITS) as c_ulong,
                    &raw mut bytes,
                ) != 0
        };
        let end = units.iter().position(|unit| *unit == 0).unwrap_or(UNITS);
        told.then(|| String::from_utf16_lossy(&units[..end]))
    }
}

/// Character `index` of an open text, unless PDFium added it.
fn character(functions: &Functions, text: Handle, index: c_int) -> Option<Character> {
    let (mut x, mut y, mut matrix, mut frame) = (0.0, 0.0, Matrix::default(), Rectangle::default());
    // SAFETY: the text is open, the index below its count; what is written to lives until it is read.
    unsafe {
        if (functions.FPDFText_IsGenerated)(text, index) == 1 {
            return None;
        }
        (functions.FPDFText_GetCharOrigin)(text, index, &raw mut x, &raw mut y);
        (functions.FPDFText_GetMatrix)(text, index, &raw mut matrix);
        (functions.FPDFText_GetLooseCharBox)(text, index, &raw mut frame);
        let hyphen = (functions.FPDFText_IsHyphen)(text, index) == 1;
        Some(Character {
            unicode: if hyphen { '-'.into() } else { (functions.FPDFText_GetUnicode)(text, index) },
            mapped: (functions.FPDFText_HasUnicodeMapError)(text, index) != 1,
            size: (functions.FPDFText_GetFontSize)(text, index),
            matrix,
            origin: (x, y),
            frame,
            object: Object((functions.FPDFText_GetTextObject)(text, index)),
        })
    }
}

// SAFETY: the handles inside are functions of a loaded library; a process reads one file, in one thread.
unsafe impl Send for Pdfium {}
// SAFETY: as above.
unsafe impl Sync for Pdfium {}
