//! IndexedDB: what outlives the browser. Contacts under pseudonyms, records and their files.
//!
//! The version of the database only grows; an upgrade adds, and never rewrites a record.

use std::cell::RefCell;
use std::rc::Rc;

use idb::{
    CursorDirection, Database, Factory, KeyRange, ManagedKeyCursor, ObjectStoreParams, Query, TransactionMode,
};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

use super::{Failure, api};

const NAME: &str = "breakwater";
/// 2: the locker's files are sealed. A Breakwater that does not know that must not add to them, and is kept out by it.
const VERSION: u32 = 2;

/// A shelf of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// The device key.
    Device,
    /// Memory of contacts, under pseudonyms.
    Contacts,
    /// Records, their pictures and the log: files under names, written once.
    Locker,
}

impl Shelf {
    const ALL: [Self; 3] = [Self::Device, Self::Contacts, Self::Locker];

    fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Contacts => "contacts",
            Self::Locker => "locker",
        }
    }
}

thread_local! {
    static OPEN: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) };
}

async fn open() -> Result<Rc<Database>, Failure> {
    if let Some(database) = OPEN.with_borrow(Clone::clone) {
        return Ok(database);
    }
    let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        let Ok(database) = idb::DatabaseEvent::database(&event) else { return };
        let present = database.store_names();
        for shelf in Shelf::ALL.iter().filter(|shelf| !present.iter().any(|name| name == shelf.name())) {
            // A shelf that could not be made fails the first transaction on it, which says so.
            let _ = database.create_object_store(shelf.name(), ObjectStoreParams::new());
        }
    });
    let mut database = request.await?;
    // Another version of us wants to upgrade: let go, and open again at the next call.
    database.on_version_change(|event| {
        if let Ok(database) = idb::DatabaseEvent::database(&event) {
            database.close();
        }
        OPEN.set(None);
    });
    database.on_close(|_| OPEN.set(None));
    let database = Rc::new(database);
    OPEN.set(Some(Rc::clone(&database)));
    Ok(database)
}

/// Reads a value.
pub async fn get<T: DeserializeOwned>(shelf: Shelf, key: &str) -> Result<Option<T>, Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[shelf.name()], TransactionMode::ReadOnly)?;
    let value = transaction.object_store(shelf.name())?.get(Query::Key(key.into()))?.await?;
    value.map(|value| api::from_js(&value)).transpose()
}

/// Reads all values of a shelf. One that has another form, of an older or newer version, is passed over.
pub async fn all<T: DeserializeOwned>(shelf: Shelf) -> Result<Vec<T>, Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[shelf.name()], TransactionMode::ReadOnly)?;
    let values = transaction.object_store(shelf.name())?.get_all(None, None)?.await?;
    Ok(values.iter().filter_map(|value| api::from_js(value).ok()).collect())
}

/// Writes a value over whatever was there.
pub async fn put(shelf: Shelf, key: &str, value: &impl Serialize) -> Result<(), Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[shelf.name()], TransactionMode::ReadWrite)?;
    transaction.object_store(shelf.name())?.put(&api::to_js(value)?, Some(&key.into()))?;
    committed(transaction).await
}

/// A value that has no JSON, such as a key of the browser's own.
pub async fn get_object(shelf: Shelf, key: &str) -> Result<Option<JsValue>, Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[shelf.name()], TransactionMode::ReadOnly)?;
    Ok(transaction.object_store(shelf.name())?.get(Query::Key(key.into()))?.await?)
}

/// Adds such values: all of them or none, and none over one that is there.
pub async fn add_objects(shelf: Shelf, values: &[(&str, &JsValue)]) -> Result<(), Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[shelf.name()], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(shelf.name())?;
    for (key, value) in values {
        store.add(value, Some(&(*key).into()))?;
    }
    committed(transaction).await
}

/// Writes files into the locker: all of them or none, and none over one that is there.
pub async fn add_files(files: &[(&str, &[u8])]) -> Result<(), Failure> {
    replace_files(files, &[]).await
}

/// Writes files into the locker and takes others away: all of it or nothing, and nothing over a file that is there.
pub async fn replace_files(files: &[(&str, &[u8])], gone: &[String]) -> Result<(), Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[Shelf::Locker.name()], TransactionMode::ReadWrite)?;
    let shelf = transaction.object_store(Shelf::Locker.name())?;
    for (name, bytes) in files {
        shelf.add(&js_sys::Uint8Array::from(*bytes), Some(&(*name).into()))?;
    }
    for name in gone {
        shelf.delete(Query::Key(name.as_str().into()))?;
    }
    committed(transaction).await
}

/// Puts `after` in the place of a file that is still `before`, in one step: it is never gone, and one that was deleted
/// meanwhile does not come back.
pub async fn exchange_file(name: &str, before: &[u8], after: &[u8]) -> Result<(), Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[Shelf::Locker.name()], TransactionMode::ReadWrite)?;
    let shelf = transaction.object_store(Shelf::Locker.name())?;
    let now = shelf.get(Query::Key(name.into()))?.await?;
    if let Some(value) = now
        && file_bytes(name, value)? == before
    {
        shelf.put(&js_sys::Uint8Array::from(after), Some(&name.into()))?;
    }
    committed(transaction).await
}

/// Reads a file of the locker from where it rests.
pub async fn file(name: &str) -> Result<Option<Vec<u8>>, Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[Shelf::Locker.name()], TransactionMode::ReadOnly)?;
    let value = transaction.object_store(Shelf::Locker.name())?.get(Query::Key(name.into()))?.await?;
    value.map(|value| file_bytes(name, value)).transpose()
}

fn file_bytes(name: &str, value: JsValue) -> Result<Vec<u8>, Failure> {
    let bytes = value.dyn_into::<js_sys::Uint8Array>();
    Ok(bytes.map_err(|_| Failure::Form(format!("{name} is not a file")))?.to_vec())
}

/// The locker's files whose names start with `prefix`, sorted by name, with their bytes.
pub async fn files(prefix: &str) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[Shelf::Locker.name()], TransactionMode::ReadOnly)?;
    let shelf = transaction.object_store(Shelf::Locker.name())?;
    let names = shelf.get_all_keys(Some(Query::KeyRange(starting(prefix)?)), None)?.await?;
    let values = shelf.get_all(Some(Query::KeyRange(starting(prefix)?)), None)?.await?;
    let pairs = names.into_iter().filter_map(|name| name.as_string()).zip(values);
    pairs.map(|(name, value)| file_bytes(&name, value).map(|bytes| (name, bytes))).collect()
}

fn starting(prefix: &str) -> Result<KeyRange, Failure> {
    // U+FFFF sorts behind everything that a name of ours can hold.
    Ok(KeyRange::bound(&prefix.into(), &format!("{prefix}\u{ffff}").into(), None, None)?)
}

/// Names of the locker's files that start with `prefix`, sorted.
pub async fn file_names(prefix: &str) -> Result<Vec<String>, Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[Shelf::Locker.name()], TransactionMode::ReadOnly)?;
    let keys = transaction
        .object_store(Shelf::Locker.name())?
        .get_all_keys(Some(Query::KeyRange(starting(prefix)?)), None)?
        .await?;
    Ok(keys.into_iter().filter_map(|key| key.as_string()).collect())
}

/// The last name of the locker that starts with `prefix`, in the order of names.
pub async fn last_name(prefix: &str) -> Result<Option<String>, Failure> {
    match last(prefix).await? {
        Some(cursor) => Ok(cursor.key()?.and_then(|name| name.as_string())),
        None => Ok(None),
    }
}

/// The last folders below `prefix` (`records/`), the last one first and at most `most`, each with its `/`. They are looked for
/// from the end: a full locker costs no more than a small one.
#[cfg(feature = "records")]
pub async fn last_folders(prefix: &str, most: usize) -> Result<Vec<String>, Failure> {
    let mut folders = Vec::new();
    let Some(mut cursor) = last(prefix).await? else { return Ok(folders) };
    while folders.len() < most
        && let Some(name) = cursor.key()?.and_then(|name| name.as_string())
    {
        let folder = name.strip_prefix(prefix).and_then(|rest| rest.split_once('/'));
        let folder = folder.map(|(folder, _)| format!("{prefix}{folder}/"));
        // The names of all that is in a folder are greater than its own.
        cursor.next(folder.as_deref().map(JsValue::from).as_ref()).await?;
        folders.extend(folder);
    }
    Ok(folders)
}

/// A cursor that goes back from the last name with a prefix.
async fn last(prefix: &str) -> Result<Option<ManagedKeyCursor>, Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[Shelf::Locker.name()], TransactionMode::ReadOnly)?;
    let shelf = transaction.object_store(Shelf::Locker.name())?;
    let range = Query::KeyRange(starting(prefix)?);
    let cursor = shelf.open_key_cursor(Some(range), Some(CursorDirection::Prev))?.await?;
    Ok(cursor.map(idb::KeyCursor::into_managed))
}

/// Takes away the contacts of which `is_over` says so, given when they were last seen (seconds since 1970); all of them or none.
pub async fn forget_contacts(is_over: impl Fn(u32) -> bool) -> Result<(), Failure> {
    let database = open().await?;
    let transaction = database.transaction(&[Shelf::Contacts.name()], TransactionMode::ReadWrite)?;
    let shelf = transaction.object_store(Shelf::Contacts.name())?;
    let names = shelf.get_all_keys(None, None)?.await?;
    let values = shelf.get_all(None, None)?.await?;
    for (name, value) in names.into_iter().zip(values) {
        // What says nothing of it has been emptied, or is none of ours.
        let last_seen = match api::field(&value, "lastSeen") {
            Some(seen) => api::from_js(&seen)?,
            None => 0,
        };
        if is_over(last_seen) {
            shelf.delete(Query::Key(name))?;
        }
    }
    committed(transaction).await
}

/// Empties shelves, all of them or none.
pub async fn clear(shelves: &[Shelf]) -> Result<(), Failure> {
    let database = open().await?;
    let names: Vec<_> = shelves.iter().map(|shelf| shelf.name()).collect();
    let transaction = database.transaction(&names, TransactionMode::ReadWrite)?;
    for name in names {
        transaction.object_store(name)?.clear()?;
    }
    committed(transaction).await
}

/// Empties the locker and takes values off the device's shelf, all of it or nothing.
pub async fn clear_locker(device: &[&str]) -> Result<(), Failure> {
    let database = open().await?;
    let shelves = [Shelf::Locker.name(), Shelf::Device.name()];
    let transaction = database.transaction(&shelves, TransactionMode::ReadWrite)?;
    transaction.object_store(Shelf::Locker.name())?.clear()?;
    for key in device {
        transaction.object_store(Shelf::Device.name())?.delete(Query::Key((*key).into()))?;
    }
    committed(transaction).await
}

async fn committed(transaction: idb::Transaction) -> Result<(), Failure> {
    if transaction.await?.is_committed() {
        Ok(())
    } else {
        Err(Failure::Storage("the browser took the write back".into()))
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;
    use crate::contact::Memory;

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    async fn what_is_put_comes_back() {
        put(Shelf::Contacts, "one", &vec![1, 2, 3]).await.unwrap();
        assert_eq!(get::<Vec<u8>>(Shelf::Contacts, "one").await.unwrap(), Some(vec![1, 2, 3]));
        assert_eq!(get::<Vec<u8>>(Shelf::Contacts, "none").await.unwrap(), None);
        put(Shelf::Contacts, "other", &"no list").await.unwrap();
        assert_eq!(all::<Vec<u8>>(Shelf::Contacts).await.unwrap(), [[1, 2, 3]]);
        clear(&[Shelf::Contacts]).await.unwrap();
        assert_eq!(get::<Vec<u8>>(Shelf::Contacts, "one").await.unwrap(), None);
    }

    #[wasm_bindgen_test]
    async fn what_is_over_is_forgotten_and_nothing_else() {
        clear(&[Shelf::Contacts]).await.unwrap();
        let seen = |at: u32| Memory { last_seen: at, ..Memory::default() };
        put(Shelf::Contacts, "old", &seen(5)).await.unwrap();
        put(Shelf::Contacts, "new", &seen(50)).await.unwrap();
        forget_contacts(|last_seen| last_seen < 10).await.unwrap();
        assert!(get::<Memory>(Shelf::Contacts, "old").await.unwrap().is_none());
        assert_eq!(get::<Memory>(Shelf::Contacts, "new").await.unwrap().unwrap().last_seen, 50);
        clear(&[Shelf::Contacts]).await.unwrap();
    }

    #[wasm_bindgen_test]
    async fn files_are_written_once_and_all_or_none() {
        clear(&[Shelf::Locker]).await.unwrap();
        add_files(&[("log/1", b"a"), ("records/1", b"b")]).await.unwrap();
        assert_eq!(file("log/1").await.unwrap().as_deref(), Some(b"a".as_slice()));
        // The first name is free, the second is taken: neither is written, and what was there stays.
        assert!(add_files(&[("log/2", b"c"), ("records/1", b"d")]).await.is_err());
        assert_eq!(file("log/2").await.unwrap(), None);
        assert_eq!(file("records/1").await.unwrap().as_deref(), Some(b"b".as_slice()));
        assert_eq!(file_names("log/").await.unwrap(), ["log/1"]);
    }

    #[wasm_bindgen_test]
    async fn the_last_of_the_names_come_from_the_end() {
        clear(&[Shelf::Locker]).await.unwrap();
        assert_eq!(last_name("log/").await.unwrap(), None);
        let names = [
            "log/1",
            "log/2",
            "records/1-a/r",
            "records/2-b/r",
            "records/2-b/s",
            "records/3-c/r",
            "signatures/1",
        ];
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, b"a".as_slice())).collect();
        add_files(&files).await.unwrap();
        assert_eq!(last_name("log/").await.unwrap().as_deref(), Some("log/2"));
        #[cfg(feature = "records")]
        {
            assert_eq!(last_folders("records/", 2).await.unwrap(), ["records/3-c/", "records/2-b/"]);
            assert_eq!(last_folders("records/", 9).await.unwrap().len(), 3);
            assert!(last_folders("other/", 9).await.unwrap().is_empty());
        }
        clear(&[Shelf::Locker]).await.unwrap();
    }
}
