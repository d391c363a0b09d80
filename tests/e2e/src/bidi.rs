//! The little of WebDriver BiDi that Firefox's console and requests need: a
//! WebSocket on which commands are numbered and events arrive unasked.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tokio_tungstenite::tungstenite::Message;

struct Command {
    method: String,
    parameters: Value,
    answer: oneshot::Sender<anyhow::Result<Value>>,
}

/// A connection to the browser.
pub struct Bidi {
    commands: mpsc::UnboundedSender<Command>,
    events: Arc<Mutex<Vec<Value>>>,
}

impl Bidi {
    /// Connects to the address that the session named.
    pub async fn connect(address: &str) -> anyhow::Result<Bidi> {
        let (socket, _) = tokio_tungstenite::connect_async(address)
            .await
            .with_context(|| format!("no WebDriver BiDi at {address}"))?;
        let (mut out, mut incoming) = socket.split();
        let (commands, mut queue) = mpsc::unbounded_channel::<Command>();
        let events = Arc::new(Mutex::new(Vec::new()));
        let heard = events.clone();
        // Ends when the browser closes the socket or the last handle is dropped.
        tokio::spawn(async move {
            let mut waiting = Vec::<(u64, oneshot::Sender<anyhow::Result<Value>>)>::new();
            let mut number = 0;
            loop {
                tokio::select! {
                    command = queue.recv() => {
                        let Some(command) = command else { break };
                        number += 1;
                        let text = json!({
                            "id": number, "method": command.method, "params": command.parameters,
                        }).to_string();
                        waiting.push((number, command.answer));
                        if out.send(Message::text(text)).await.is_err() { break }
                    }
                    message = incoming.next() => {
                        let Some(Ok(message)) = message else { break };
                        let Ok(text) = message.to_text() else { continue };
                        let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
                        if value["type"] == "event" {
                            heard.lock().unwrap_or_else(PoisonError::into_inner).push(value);
                        } else if let Some(at) = waiting.iter().position(|(id, _)| value["id"] == *id) {
                            let (_, answer) = waiting.swap_remove(at);
                            let result = match value["type"].as_str() {
                                Some("success") => Ok(value["result"].clone()),
                                _ => Err(anyhow!("{}: {}", value["error"], value["message"])),
                            };
                            // The asker may have stopped waiting.
                            let _ = answer.send(result);
                        }
                    }
                }
            }
        });
        Ok(Bidi { commands, events })
    }

    /// Sends a command and waits for its answer.
    pub async fn command(&self, method: &str, parameters: Value) -> anyhow::Result<Value> {
        let (answer, answered) = oneshot::channel();
        let command = Command { method: method.to_owned(), parameters, answer };
        if self.commands.send(command).is_err() {
            bail!("{method}: the connection is closed");
        }
        match tokio::time::timeout(Duration::from_secs(20), answered).await {
            Ok(Ok(result)) => result.with_context(|| method.to_owned()),
            Ok(Err(_)) => bail!("{method}: the connection was closed"),
            Err(_) => bail!("{method}: no answer"),
        }
    }

    /// The events that arrived since the last time.
    pub fn take_events(&self) -> Vec<Value> {
        std::mem::take(&mut *self.events.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
