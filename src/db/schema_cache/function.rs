//! Functions of schema public that `/rpc` may call.

use super::schema::Column;
use crate::db::ident::Ident;

/// A function. Those of extensions, and those that return triggers, are not among them.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name.
    pub name: Ident,
    /// Arguments that a caller gives, in order.
    pub arguments: Vec<Argument>,
    /// What comes back.
    pub returns: Returns,
    /// Whether it returns any number of rows.
    pub set: bool,
    /// Whether it may change data.
    pub volatile: bool,
}

/// An argument.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Name; empty when it has none.
    pub name: String,
    /// Type as SQL writes it.
    pub cast: String,
    /// Whether the type is an array.
    pub array: bool,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it takes any number of values.
    pub variadic: bool,
}

/// What a function returns.
#[derive(Debug, Clone)]
pub enum Returns {
    /// Nothing.
    Void,
    /// One value of that type.
    Scalar(String),
    /// A row with these columns; of a table when it is named.
    Row(Vec<Column>, Option<String>),
}

impl Function {
    /// Whether arguments of these names are what it takes.
    pub fn takes(&self, given: &[&str]) -> bool {
        given.iter().all(|name| self.arguments.iter().any(|a| !a.name.is_empty() && a.name == *name))
            && self.arguments.iter().all(|a| a.optional || given.contains(&a.name.as_str()))
    }

    /// The only argument, when it has no name and takes a whole JSON body.
    pub fn takes_json(&self) -> bool {
        matches!(self.arguments.as_slice(), [only] if only.name.is_empty() && matches!(only.cast.as_str(), "json" | "jsonb"))
    }

    /// As [`Function::takes_json`] for bodies of text or bytes.
    pub fn takes_raw(&self, cast: &str) -> bool {
        matches!(self.arguments.as_slice(), [only] if only.name.is_empty() && only.cast == cast)
    }

    /// `name(a => type, …)`.
    pub fn signature(&self) -> String {
        let arguments: Vec<String> =
            self.arguments.iter().map(|a| format!("{} => {}", a.name, a.cast)).collect();
        format!("public.{}({})", self.name.as_str(), arguments.join(", "))
    }
}
