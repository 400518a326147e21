//! The words of the frozen form. The internal enumerations may change; these may not. Each is
//! matched without a wildcard, so that a new kind can't be forgotten.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report;

/// Declares a printed enumeration beside the internal one it stands for.
macro_rules! printed {
    ($(#[$doc:meta])* $name:ident of $internal:path { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl From<$internal> for $name {
            fn from(internal: $internal) -> Self {
                use $internal as Internal;
                match internal {
                    $(Internal::$variant => Self::$variant,)+
                }
            }
        }

        impl $name {
            /// The printed word.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

printed! {
    /// What form a document has.
    Form of report::Form {
        /// Plain text.
        Text = "text",
        /// A web page.
        Html = "html",
        /// Text with Markdown's marks.
        Markdown = "markdown",
    }
}

printed! {
    /// How a charset was found.
    EncodingFrom of report::EncodingFrom {
        /// A byte order mark.
        Bom = "bom",
        /// The document says so, and it is so.
        Declared = "declared",
        /// From the bytes.
        Detected = "detected",
        /// The user said so.
        Given = "given",
    }
}

printed! {
    /// What a cell holds. Zero, blank, a dash, a slash and a word are different things.
    Kind of report::CellKind {
        /// A number, zero included.
        Number = "number",
        /// Nothing.
        Blank = "blank",
        /// A dash.
        Dash = "dash",
        /// A slash.
        Slash = "slash",
        /// Anything else: a label, 无, 不适用.
        Text = "text",
    }
}

printed! {
    /// How a value came to its indicator, from certain to concluded.
    How of report::How {
        /// The label is the form's, width, spaces, punctuation and traditional characters aside.
        Exact = "exact",
        /// The label is one of the form's known other spellings.
        Alias = "alias",
        /// The label is within a bounded edit distance of one row's label only.
        Similar = "similar",
        /// Concluded from the form's order and sums.
        Aligned = "aligned",
    }
}

printed! {
    /// What an identity came to.
    Status of report::Status {
        /// Both sides are equal (or the relation holds).
        Holds = "holds",
        /// They are not.
        Violated = "violated",
        /// An operand is missing, blank or no number.
        NotEvaluable = "not_evaluable",
    }
}

printed! {
    /// How much a diagnostic matters.
    Severity of report::Severity {
        /// Worth knowing.
        Note = "note",
        /// Something could not be settled.
        Warning = "warning",
        /// The report contradicts itself, or could not be read as it is.
        Error = "error",
    }
}

printed! {
    /// What a line of the closing is.
    ClosingRole of report::ClosingRole {
        /// A date.
        Date = "date",
        /// The organ's name under the text.
        Signature = "signature",
        /// 抄送.
        CopiedTo = "copied_to",
        /// 附表, 附件.
        Attachment = "attachment",
        /// Anything else.
        Other = "other",
    }
}
