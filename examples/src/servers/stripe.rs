//! Stripe: customers and charges.

use super::{Api, Chunks, Received, json, with_header};
use http::Response;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// The API key that the server accepts.
pub const KEY: &str = "sk_test_of_the_tests";

/// A key that may read only.
pub const RESTRICTED_KEY: &str = "rk_test_of_the_tests";

const CREATED: u64 = 1_769_817_000;

/// An account with 25 customers and no charges. The customer `cus_gone` was deleted.
#[derive(Debug)]
pub struct Stripe {
    customers: Vec<Value>,
    charges: Vec<Value>,
    /// Body and response of each request with an idempotency key.
    keys: HashMap<String, (Vec<u8>, (u16, Value))>,
    limited: u32,
    broken: u32,
    in_use: u32,
    lost: u32,
}

impl Default for Stripe {
    fn default() -> Self {
        let customers = (1..=25).rev().map(customer).collect();
        let (charges, keys) = (Vec::new(), HashMap::new());
        Self { customers, charges, keys, limited: 0, broken: 0, in_use: 0, lost: 0 }
    }
}

impl Stripe {
    /// Refuses this many requests, since there are too many.
    #[must_use]
    pub fn limited(mut self, requests: u32) -> Self {
        self.limited = requests;
        self
    }

    /// Fails this many times.
    #[must_use]
    pub fn broken(mut self, requests: u32) -> Self {
        self.broken = requests;
        self
    }

    /// Rejects this many requests, since one with the same key is in progress.
    #[must_use]
    pub fn in_use(mut self, requests: u32) -> Self {
        self.in_use = requests;
        self
    }

    /// Processes this many requests, and responds that the gateway failed.
    #[must_use]
    pub fn lost(mut self, requests: u32) -> Self {
        self.lost = requests;
        self
    }

    fn create_customer(&mut self, form: &Map<String, Value>) -> (u16, Value) {
        let country = form.get("address").and_then(|address| address["country"].as_str());
        if country.is_some_and(|country| country.len() != 2) {
            return parameter("country_code_invalid", "address[country]", "Country is not valid");
        }
        let mut customer = customer(self.customers.len() + 1);
        customer["email"] = Value::Null;
        for (name, value) in form {
            customer[name] = value.clone();
        }
        if let (Some(address), Some(Value::Object(given))) =
            (customer.get_mut("address"), form.get("address"))
        {
            *address = json!({
                "city": null, "country": null, "line1": null, "line2": null, "postal_code": null, "state": null,
            });
            for (name, value) in given {
                address[name] = value.clone();
            }
        }
        self.customers.insert(0, customer.clone());
        (200, customer)
    }

    fn create_charge(&mut self, form: &Map<String, Value>) -> (u16, Value) {
        let text = |name: &str| form.get(name).and_then(Value::as_str);
        if let Some(id) = text("customer")
            && !self.customers.iter().any(|customer| customer["id"] == id)
        {
            return parameter("resource_missing", "customer", &format!("No such customer: '{id}'"));
        }
        let amount: u64 = text("amount").and_then(|amount| amount.parse().ok()).unwrap_or_default();
        if amount < 50 {
            return parameter("amount_too_small", "amount", "Amount must be at least $0.50 usd");
        }
        let mut charge = charge(self.charges.len() + 1, amount);
        for name in ["currency", "customer", "description", "metadata", "shipping"] {
            if let Some(value) = form.get(name) {
                charge[name] = value.clone();
            }
        }
        let declined = text("source") == Some("tok_chargeDeclinedInsufficientFunds");
        if declined {
            charge["paid"] = json!(false);
            charge["captured"] = json!(false);
            charge["status"] = json!("failed");
            charge["failure_code"] = json!("card_declined");
            charge["failure_message"] = json!("Your card has insufficient funds.");
            charge["receipt_url"] = Value::Null;
        }
        self.charges.insert(0, charge.clone());
        if declined {
            let error = json!({
                "type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds",
                "charge": charge["id"], "message": charge["failure_message"], "param": null,
                "doc_url": "https://docs.stripe.com/error-codes#card-declined",
            });
            return (402, json!({ "error": error }));
        }
        (200, charge)
    }

    /// Processes a request, or repeats the response to the first one with its key. Bad requests are not remembered.
    fn create(&mut self, request: &Received) -> Response<Chunks> {
        let key = request.header("idempotency-key").map(str::to_owned);
        if let Some((body, (status, response))) = key.as_ref().and_then(|key| self.keys.get(key)) {
            if *body != request.body {
                let message = "Keys for idempotent requests can only be used with the same parameters.";
                return error(400, "idempotency_error", message);
            }
            return with_header(json(*status, response), "idempotent-replayed", "true");
        }
        let form = form(&request.body);
        let response = match request.path() {
            "/v1/charges" => self.create_charge(&form),
            _ => self.create_customer(&form),
        };
        if let Some(key) = key.filter(|_| response.0 != 400) {
            self.keys.insert(key, (request.body.to_vec(), response.clone()));
        }
        match take(&mut self.lost) {
            true => json(502, &json!("Bad gateway")),
            false => json(response.0, &response.1),
        }
    }

    fn get(&self, id: &str) -> Response<Chunks> {
        if id == "cus_gone" {
            return json(200, &json!({ "id": id, "object": "customer", "deleted": true }));
        }
        match self.customers.iter().find(|customer| customer["id"] == id) {
            Some(customer) => json(200, customer),
            None => {
                let (_, body) = parameter("resource_missing", "id", &format!("No such customer: '{id}'"));
                json(404, &body)
            }
        }
    }

    fn route(&mut self, request: &Received) -> Response<Chunks> {
        match (request.method().as_str(), &*request.segments()) {
            ("POST", ["v1", "customers" | "charges"]) => self.create(request),
            ("GET", ["v1", "customers"]) => list("/v1/customers", &self.customers, request),
            ("GET", ["v1", "customers", id]) => self.get(id),
            ("GET", ["v1", "charges"]) => list("/v1/charges", &self.charges, request),
            _ => error(404, "invalid_request_error", "Unrecognized request URL"),
        }
    }
}

impl Api for Stripe {
    fn respond(&mut self, request: &Received, _: &str) -> Response<Chunks> {
        let key = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
        let response = match key {
            Some(RESTRICTED_KEY) if request.method() != "GET" => {
                error(403, "invalid_request_error", "The provided key does not have the required permissions")
            }
            Some(KEY | RESTRICTED_KEY) if take(&mut self.limited) => {
                let response = error(429, "invalid_request_error", "Request rate limit exceeded");
                with_header(response, "stripe-rate-limited-reason", "global-rate")
            }
            Some(KEY | RESTRICTED_KEY) if take(&mut self.in_use) => {
                error(409, "invalid_request_error", "There is currently another in-progress request")
            }
            Some(KEY | RESTRICTED_KEY) if take(&mut self.broken) => {
                error(500, "api_error", "An unknown error occurred")
            }
            Some(KEY | RESTRICTED_KEY) => self.route(request),
            _ => error(401, "invalid_request_error", "Invalid API Key provided: sk_test_****"),
        };
        let response = with_header(response, "stripe-version", "2025-09-30.clover");
        with_header(response, "request-id", "req_Q3x")
    }
}

/// Counts down; whether there was something left.
fn take(left: &mut u32) -> bool {
    let before = *left;
    *left = before.saturating_sub(1);
    before > 0
}

/// A page of a list, the newest first.
fn list(url: &str, items: &[Value], request: &Received) -> Response<Chunks> {
    let limit = request.query("limit").and_then(|limit| limit.parse().ok()).unwrap_or(10);
    let start = match request.query("starting_after") {
        None => 0,
        Some(id) => match items.iter().position(|item| item["id"] == id) {
            Some(index) => index + 1,
            None => {
                let (status, body) = parameter("resource_missing", "starting_after", "No such object");
                return json(status, &body);
            }
        },
    };
    let data: Vec<_> = items.iter().skip(start).take(limit).collect();
    json(
        200,
        &json!({ "object": "list", "url": url, "has_more": start + data.len() < items.len(), "data": data }),
    )
}

/// An error without a code.
fn error(status: u16, kind: &str, message: &str) -> Response<Chunks> {
    json(status, &json!({ "error": { "type": kind, "message": message } }))
}

/// An error of a parameter.
fn parameter(code: &str, name: &str, message: &str) -> (u16, Value) {
    let error = json!({
        "type": "invalid_request_error", "code": code, "param": name, "message": message,
        "doc_url": format!("https://docs.stripe.com/error-codes#{code}"),
        "request_log_url": "https://dashboard.stripe.com/logs/req_Q3x",
    });
    (400, json!({ "error": error }))
}

/// The parameters of a form: members of members are in brackets, and all values are strings.
fn form(body: &[u8]) -> Map<String, Value> {
    let body = String::from_utf8_lossy(body);
    let mut form = Value::Object(Map::new());
    for (name, value) in body.split('&').filter_map(|pair| pair.split_once('=')) {
        let mut place = &mut form;
        for part in name.split('[') {
            place = &mut place[decoded(part.trim_end_matches(']'))];
        }
        *place = Value::String(decoded(value));
    }
    match form {
        Value::Object(form) => form,
        _ => Map::new(),
    }
}

fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().replace('+', " ").into_bytes();
    for part in parts {
        let (code, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        bytes.extend(u8::from_str_radix(code, 16).ok());
        bytes.extend(rest.replace('+', " ").bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A customer as the reference shows it: many members, most of them null.
fn customer(number: usize) -> Value {
    json!({
        "id": format!("cus_{number}"),
        "object": "customer",
        "address": null,
        "balance": 0,
        "created": CREATED + number as u64,
        "currency": null,
        "default_source": null,
        "delinquent": false,
        "description": null,
        "email": format!("{number}@example.com"),
        "invoice_prefix": "0759376C",
        "invoice_settings": { "custom_fields": null, "default_payment_method": null, "footer": null },
        "livemode": false,
        "metadata": {},
        "name": null,
        "next_invoice_sequence": 1,
        "phone": null,
        "preferred_locales": [],
        "shipping": null,
        "tax_exempt": "none",
        "test_clock": null,
    })
}

/// A charge that succeeded.
fn charge(number: usize, amount: u64) -> Value {
    json!({
        "id": format!("ch_{number}"),
        "object": "charge",
        "amount": amount,
        "amount_captured": amount,
        "amount_refunded": 0,
        "application": null,
        "balance_transaction": "txn_1",
        "billing_details": { "address": { "city": null }, "email": null, "name": null, "phone": null },
        "captured": true,
        "created": CREATED + number as u64,
        "currency": "usd",
        "customer": null,
        "description": null,
        "disputed": false,
        "failure_code": null,
        "failure_message": null,
        "fraud_details": {},
        "livemode": false,
        "metadata": {},
        "outcome": {
            "network_status": "approved_by_network", "reason": null, "risk_level": "normal", "risk_score": 32,
            "seller_message": "Payment complete.", "type": "authorized",
        },
        "paid": true,
        "payment_method_details": { "type": "card", "card": { "brand": "visa", "last4": "4242" } },
        "receipt_url": "https://pay.stripe.com/receipts/of-the-tests",
        "refunded": false,
        "status": "succeeded",
    })
}
