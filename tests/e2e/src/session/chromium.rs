//! What only Chromium can be asked for.

use anyhow::Context;
use serde_json::{Value, json};

use super::{Session, Vendor};

impl Session {
    /// A command of Chromium's own protocol, with its answer.
    pub(crate) async fn chromium(&self, command: &str, params: Value) -> anyhow::Result<Value> {
        let body = json!({ "cmd": command, "params": params });
        Ok(self.client.issue_cmd(Vendor { path: "goog/cdp/execute", body }).await?)
    }

    /// Has every page from here on begin at a time of its own, in Jakarta, for what is to
    /// look the same on any day. Chromium only.
    pub async fn begin_at(&self, iso: &str) -> anyhow::Result<()> {
        let source = format!(
            "const Real = Date, shift = Real.parse({}) - Real.now();
            Date = class extends Real {{
                constructor(...parts) {{
                    if (parts.length) super(...parts); else super(Real.now() + shift);
                }}
                static now() {{ return Real.now() + shift; }}
            }};",
            json!(iso)
        );
        let script = json!({ "source": source });
        self.chromium("Page.addScriptToEvaluateOnNewDocument", script).await?;
        let zone = json!({ "timezoneId": "Asia/Jakarta" });
        self.chromium("Emulation.setTimezoneOverride", zone).await.map(drop)
    }

    /// Gives this origin so much room for its data, or as much as it had before.
    /// Chromium only.
    pub async fn limit_room(&self, origin: &str, bytes: Option<u64>) -> anyhow::Result<()> {
        let params = match bytes {
            Some(bytes) => json!({ "origin": origin, "quotaSize": bytes }),
            None => json!({ "origin": origin }),
        };
        self.chromium("Storage.overrideQuotaForOrigin", params).await.map(drop)
    }

    /// The bytes of the page's own objects that are in use, after the unused were
    /// collected, without the memory of WebAssembly. Chromium only.
    pub async fn heap(&self) -> anyhow::Result<f64> {
        self.chromium("HeapProfiler.collectGarbage", json!({})).await?;
        let used = self.chromium("Runtime.getHeapUsage", json!({})).await?;
        let sizes = ["usedSize", "embedderHeapUsedSize"].map(|name| used[name].as_f64());
        sizes.into_iter().flatten().reduce(|one, other| one + other).context("no heap")
    }

    /// Makes the processor seem so many times as slow. Chromium only.
    pub async fn slow_down(&self, times: f64) -> anyhow::Result<()> {
        self.chromium("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await.map(drop)
    }
}
