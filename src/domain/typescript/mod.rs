//! TypeScript types of a schema, in the form that Supabase's clients take as their `Database` parameter.

mod schema;
mod types;

pub use schema::{Argument, Column, Enum, ForeignKey, Function, Schema, Table, Target};
use std::fmt::Write as _;
use types::{key, literal, type_of};

/// What stands around the schema.
const HEAD: &str = "\
// Generated from the database by SelfDB; changes are lost.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: {
";
const TAIL: &str = "    CompositeTypes: { [_ in never]: never }
  }
}

type Public = Database[\"public\"]

export type Tables<T extends keyof (Public[\"Tables\"] & Public[\"Views\"])> =
  (Public[\"Tables\"] & Public[\"Views\"])[T] extends { Row: infer R } ? R : never
export type TablesInsert<T extends keyof Public[\"Tables\"]> =
  Public[\"Tables\"][T] extends { Insert: infer I } ? I : never
export type TablesUpdate<T extends keyof Public[\"Tables\"]> =
  Public[\"Tables\"][T] extends { Update: infer U } ? U : never
export type Enums<T extends keyof Public[\"Enums\"]> = Public[\"Enums\"][T]
";

/// The types as a TypeScript module.
pub fn render(schema: &Schema) -> String {
    let mut out = String::from(HEAD);
    group(&mut out, "Tables", &schema.tables, |table| (table.name.clone(), table_type(schema, table, true)));
    group(&mut out, "Views", &schema.views, |view| (view.name.clone(), table_type(schema, view, false)));
    let functions: Vec<&Function> = schema.functions.iter().filter(|f| callable(f)).collect();
    group(&mut out, "Functions", &overloads(&functions), |same| {
        let name = same.first().map(|function| function.name.clone()).unwrap_or_default();
        (name, same.iter().map(|f| function_type(schema, f)).collect::<Vec<_>>().join(" | "))
    });
    group(&mut out, "Enums", &schema.enums, |kind| {
        let values: Vec<String> = kind.values.iter().map(|value| literal(value)).collect();
        (kind.name.clone(), if values.is_empty() { "never".into() } else { values.join(" | ") })
    });
    out.push_str(TAIL);
    out
}

/// `Tables: { … }`, or what stands for an empty one.
fn group<T>(out: &mut String, name: &str, items: &[T], item: impl Fn(&T) -> (String, String)) {
    if items.is_empty() {
        let _ = writeln!(out, "    {name}: {{ [_ in never]: never }}");
        return;
    }
    let _ = writeln!(out, "    {name}: {{");
    for each in items {
        let (name, text) = item(each);
        let _ = writeln!(out, "      {}: {text}", key(&name));
    }
    out.push_str("    }\n");
}

/// An object type on lines of its own.
fn object(members: &[String], indent: &str) -> String {
    if members.is_empty() {
        return "{}".into();
    }
    let lines: String = members.iter().map(|member| format!("{indent}  {member}\n")).collect();
    format!("{{\n{lines}{indent}}}")
}

fn table_type(schema: &Schema, table: &Table, writable: bool) -> String {
    let indent = "        ";
    let column_type = |column: &Column| {
        let null = if column.nullable { " | null" } else { "" };
        format!("{}{null}", type_of(schema, &column.type_name))
    };
    let row: Vec<String> =
        table.columns.iter().map(|c| format!("{}: {}", key(&c.name), column_type(c))).collect();
    let mut members = vec![format!("Row: {}", object(&row, indent))];
    if writable {
        let insert: Vec<String> =
            table.columns.iter().map(|c| insert_member(c, &column_type(c), false)).collect();
        let update: Vec<String> =
            table.columns.iter().map(|c| insert_member(c, &column_type(c), true)).collect();
        members.push(format!("Insert: {}", object(&insert, indent)));
        members.push(format!("Update: {}", object(&update, indent)));
    }
    members.push(format!("Relationships: {}", relationships(table, indent)));
    object(&members, "      ")
}

/// A column that always generates its value can never be given.
fn insert_member(column: &Column, kind: &str, optional: bool) -> String {
    if column.generated.is_some() || column.identity.as_deref() == Some("always") {
        return format!("{}?: never", key(&column.name));
    }
    let optional = optional || column.nullable || column.default.is_some() || column.identity.is_some();
    format!("{}{}: {kind}", key(&column.name), if optional { "?" } else { "" })
}

fn relationships(table: &Table, indent: &str) -> String {
    let list = |names: &[String]| names.iter().map(|name| literal(name)).collect::<Vec<_>>().join(", ");
    let keys: String = table
        .foreign_keys
        .iter()
        .filter(|key| !key.references.table.contains('.'))
        .map(|key| {
            let members = [
                format!("foreignKeyName: {}", literal(&key.name)),
                format!("columns: [{}]", list(&key.columns)),
                format!("isOneToOne: {}", key.unique),
                format!("referencedRelation: {}", literal(&key.references.table)),
                format!("referencedColumns: [{}]", list(&key.references.columns)),
            ];
            format!("{indent}  {},\n", object(&members, &format!("{indent}  ")))
        })
        .collect();
    if keys.is_empty() { "[]".into() } else { format!("[\n{keys}{indent}]") }
}

/// Arguments are given by name, or there is a single one without a name.
fn callable(function: &Function) -> bool {
    function.arguments.iter().all(|argument| !argument.name.is_empty())
}

fn overloads<'a>(functions: &[&'a Function]) -> Vec<Vec<&'a Function>> {
    let mut groups: Vec<Vec<&Function>> = Vec::new();
    for function in functions {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| first.name == function.name) => {
                group.push(function)
            }
            _ => groups.push(vec![function]),
        }
    }
    groups
}

fn function_type(schema: &Schema, function: &Function) -> String {
    let arguments: Vec<String> = function
        .arguments
        .iter()
        .map(|a| {
            format!(
                "{}{}: {}",
                key(&a.name),
                if a.optional { "?" } else { "" },
                type_of(schema, &a.type_name)
            )
        })
        .collect();
    let arguments = if arguments.is_empty() {
        "Record<PropertyKey, never>".into()
    } else {
        format!("{{ {} }}", arguments.join("; "))
    };
    let one = match (&function.returns_table, &function.columns) {
        (Some(table), _) if schema.tables.iter().any(|t| t.name == *table) => {
            format!("Database[\"public\"][\"Tables\"][{}][\"Row\"]", literal(table))
        }
        (_, Some(columns)) if columns.len() > 1 || function.returns == "record" => {
            let columns: Vec<String> = columns
                .iter()
                .map(|c| format!("{}: {}", key(&c.name), type_of(schema, &c.type_name)))
                .collect();
            format!("{{ {} }}", columns.join("; "))
        }
        _ => type_of(schema, &function.returns),
    };
    let many = if function.returns_set { "[]" } else { "" };
    format!("{{ Args: {arguments}; Returns: {one}{many} }}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, type_name: &str) -> Column {
        Column { name: name.into(), type_name: type_name.into(), ..Column::default() }
    }

    #[test]
    fn what_can_be_left_out_of_an_insert() {
        let table = Table {
            name: "t".into(),
            columns: vec![
                column("must", "text"),
                Column { nullable: true, ..column("may", "text") },
                Column { default: Some("1".into()), ..column("filled", "integer") },
                Column { identity: Some("always".into()), ..column("numbered", "bigint") },
            ],
            foreign_keys: Vec::new(),
        };
        let text = table_type(&Schema::default(), &table, true);
        let insert =
            text.split("Insert:").nth(1).and_then(|rest| rest.split("Update:").next()).unwrap_or_default();
        for member in ["must: string\n", "may?: string | null", "filled?: number", "numbered?: never"] {
            assert!(insert.contains(member), "{member} in {insert}");
        }
    }

    #[test]
    fn an_empty_schema_is_a_module_too() {
        let text = render(&Schema::default());
        assert!(text.contains("Tables: { [_ in never]: never }"), "{text}");
    }
}
