//! Stripe.

use crate::Waits;
use speccast_examples::servers::Server;
use speccast_examples::servers::stripe::{KEY, RESTRICTED_KEY, Stripe};
use speccast_examples::stripe::{
    Address, ChargeStatus, Client, CreateChargeError, CreateChargeInput, CreateCustomerError,
    CreateCustomerInput, FoundCustomer, GetCustomerError, GetCustomerInput, ListChargesError,
    ListChargesInput, ListCustomersInput, Shipping,
};
use speccast_runtime::client::{Builder, Timeouts};

async fn start(api: Stripe) -> (Server<Stripe>, Builder<Client>, Waits) {
    let server = Server::start(api).await.unwrap();
    let waits = Waits::default();
    let builder = Client::builder().endpoint_url(server.url()).token(KEY);
    (server, builder.sleeper(waits.clone()).timeouts(Timeouts::none()), waits)
}

async fn client(api: Stripe) -> (Server<Stripe>, Client) {
    let (server, builder, _) = start(api).await;
    (server, builder.build().unwrap())
}

fn charge() -> CreateChargeInput {
    CreateChargeInput::builder().amount(2000).currency("usd").source("tok_of_the_tests")
}

#[tokio::test]
async fn every_page_is_listed() {
    let (server, client) = client(Stripe::default()).await;
    let mut items = client.list_customers(ListCustomersInput::builder()).items();
    let mut ids = Vec::new();
    while let Some(customer) = items.next().await {
        ids.push(customer.unwrap().id);
    }
    assert_eq!((ids.len(), ids[0].as_str(), ids[24].as_str()), (25, "cus_25", "cus_1"));
    let targets: Vec<_> = server.requests().iter().map(|request| request.target().to_owned()).collect();
    let pages = ["", "?starting_after=cus_16", "?starting_after=cus_6"];
    assert_eq!(targets, pages.map(|page| format!("/v1/customers{page}")));
    let mut charges = client.list_charges(ListChargesInput::builder()).items();
    assert!(charges.next().await.is_none());
}

#[tokio::test]
async fn members_of_members_are_sent_in_brackets() {
    let (server, client) = client(Stripe::default()).await;
    let address = Address::builder().line1("1 Main & Side").country("US");
    let input = CreateCustomerInput::builder()
        .name("Jenny Rosen")
        .shipping(Shipping::builder().name("Jenny").address(address.clone()))
        .address(address.clone())
        .preferred_locales(["en".to_owned()])
        .metadata([("order id".to_owned(), "6735=1".to_owned())]);
    let output = client.create_customer(input).await.unwrap();
    let customer = output.customer;
    assert_eq!((output.replayed, customer.email, customer.address), (None, None, Some(address.clone())));
    assert_eq!(customer.shipping, Some(Shipping::builder().name("Jenny").address(address)));
    assert_eq!(customer.metadata.unwrap()["order id"], "6735=1");
    let request = &server.requests()[0];
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.header("stripe-version"), Some("2025-09-30.clover"));
    let body = "name=Jenny+Rosen&address[line1]=1+Main+%26+Side&address[country]=US&shipping[name]=Jenny\
                &shipping[address][line1]=1+Main+%26+Side&shipping[address][country]=US&preferred_locales[0]=en\
                &metadata[order+id]=6735%3D1";
    assert_eq!(String::from_utf8_lossy(&request.body), body);
}

#[tokio::test]
async fn a_customer_may_have_been_deleted() {
    let (_server, client) = client(Stripe::default()).await;
    let get = |id| client.get_customer(GetCustomerInput::builder().id(id));
    let found = get("cus_3").await.unwrap().customer;
    assert!(matches!(&found, FoundCustomer::Customer(customer) if customer.id == "cus_3"), "{found:?}");
    let gone = get("cus_gone").await.unwrap().customer;
    assert!(matches!(&gone, FoundCustomer::DeletedCustomer(customer) if customer.deleted), "{gone:?}");
    let error = get("cus_404").await.unwrap_err();
    let Some(GetCustomerError::NotFound(missing)) = error.modeled() else { panic!("{error:?}") };
    assert_eq!((missing.code.as_deref(), missing.param.as_deref()), (Some("resource_missing"), Some("id")));
    assert_eq!(error.request_id(), Some("req_Q3x"));
    assert_eq!(
        error.to_string(),
        "GetCustomer: invalid_request_error (404): No such customer: 'cus_404' [request req_Q3x]"
    );
}

/// A charge that was carried out although its response was lost is not carried out again: both requests have the same key.
#[tokio::test]
async fn a_charge_is_made_once() {
    let (server, builder, _) = start(Stripe::default().lost(1)).await;
    let client = builder.build().unwrap();
    let output = client.create_charge(charge()).await.unwrap();
    assert_eq!((output.replayed, output.charge.status), (Some(true), ChargeStatus::Succeeded));
    let keys: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("idempotency-key").unwrap().to_owned())
        .collect();
    assert!(keys.len() == 2 && keys[0] == keys[1], "{keys:?}");
    let charges = client.list_charges(ListChargesInput::builder()).await.unwrap();
    assert_eq!((charges.data.len(), charges.has_more), (1, false));
}

#[tokio::test]
async fn a_key_is_for_one_request() {
    let (_server, client) = client(Stripe::default()).await;
    client.create_charge(charge().idempotency_key("order-1")).await.unwrap();
    let error = client.create_charge(charge().idempotency_key("order-1").capture(false)).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(CreateChargeError::IdempotencyError(_))), "{error:?}");
}

#[tokio::test]
async fn a_card_is_declined() {
    let (_server, client) = client(Stripe::default()).await;
    let input = charge().source("tok_chargeDeclinedInsufficientFunds");
    let error = client.create_charge(input).await.unwrap_err();
    let Some(CreateChargeError::CardError(declined)) = error.modeled() else { panic!("{error:?}") };
    assert_eq!(declined.decline_code.as_deref(), Some("insufficient_funds"));
    assert_eq!((declined.code.as_deref(), declined.param.as_deref()), (Some("card_declined"), None));
    let charges = client.list_charges(ListChargesInput::builder()).await.unwrap();
    assert_eq!(Some(&charges.data[0].id), declined.charge.as_ref());
    assert_eq!(charges.data[0].status, ChargeStatus::Failed);
}

#[tokio::test]
async fn a_parameter_is_invalid() {
    let (server, client) = client(Stripe::default()).await;
    let input = CreateCustomerInput::builder().address(Address::builder().country("Narnia"));
    let error = client.create_customer(input).await.unwrap_err();
    let Some(CreateCustomerError::InvalidRequest(invalid)) = error.modeled() else { panic!("{error:?}") };
    assert_eq!(invalid.param.as_deref(), Some("address[country]"));
    let error =
        client.create_charge(CreateChargeInput::builder().amount(2000).currency("USD")).await.unwrap_err();
    assert_eq!(error.violations().into_iter().flatten().count(), 1, "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn keys_that_are_refused() {
    let (server, builder, _) = start(Stripe::default()).await;
    let client = builder.clone().token("sk_another_of_the_tests").build().unwrap();
    let error = client.list_charges(ListChargesInput::builder()).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(ListChargesError::Unauthorized(_))), "{error:?}");
    assert!(!format!("{error} {error:?} {client:?}").contains("of_the_tests"), "{error:?}");
    let client = builder.token(RESTRICTED_KEY).build().unwrap();
    let error = client.create_charge(charge()).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(CreateChargeError::Forbidden(_))), "{error:?}");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn secrets_are_not_shown() {
    let (server, client) = client(Stripe::default()).await;
    let input = charge();
    assert!(!format!("{input:?} {client:?}").contains("of_the_tests"));
    let output = client.create_charge(input).await.unwrap();
    assert!(!format!("{output:?}").contains("of-the-tests"));
    assert_eq!(output.charge.receipt_url.unwrap().expose(), "https://pay.stripe.com/receipts/of-the-tests");
    assert!(String::from_utf8_lossy(&server.requests()[0].body).contains("source=tok_of_the_tests"));
}

#[tokio::test]
async fn failures_of_the_service_are_waited_out() {
    for api in [Stripe::default().limited(2), Stripe::default().in_use(2), Stripe::default().broken(2)] {
        let (server, builder, waits) = start(api).await;
        builder.build().unwrap().create_charge(charge()).await.unwrap();
        assert_eq!((server.requests().len(), waits.all().len()), (3, 2));
    }
}

#[tokio::test]
async fn failures_of_the_service_that_last() {
    let error = |api| async move {
        let (_server, client) = client(api).await;
        client.create_charge(charge()).await.unwrap_err()
    };
    let limited = error(Stripe::default().limited(9)).await;
    let Some(CreateChargeError::RateLimited(limit)) = limited.modeled() else { panic!("{limited:?}") };
    assert!(limited.is_throttling() && limit.reason.as_deref() == Some("global-rate"), "{limit:?}");
    let in_use = error(Stripe::default().in_use(9)).await;
    assert!(matches!(in_use.modeled(), Some(CreateChargeError::KeyInUse(_))), "{in_use:?}");
    let broken = error(Stripe::default().broken(9)).await;
    assert!(matches!(broken.modeled(), Some(CreateChargeError::ApiError(_))), "{broken:?}");
}
