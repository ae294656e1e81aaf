//! Creates a customer at Stripe, charges a card, and lists the charges.
//!
//! ```sh
//! cargo run -p speccast-examples --example stripe              # against a server in this program
//! cargo run -p speccast-examples --example stripe -- --live    # lists your charges, with the key in STRIPE_API_KEY
//! ```

use speccast_examples::servers::{Server, stripe};
use speccast_examples::stripe::{
    Address, Client, CreateChargeError, CreateChargeInput, CreateCustomerInput, ListChargesInput,
};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() == Some("--live") {
        return list(&Client::builder().token(std::env::var("STRIPE_API_KEY")?).build()?).await;
    }
    let server = Server::start(stripe::Stripe::default()).await?;
    let client = Client::builder().token(stripe::KEY).endpoint_url(server.url()).build()?;
    let input = CreateCustomerInput::builder()
        .name("Ada Lovelace")
        .address(Address::builder().line1("12 St James's Sq").country("GB"))
        .metadata([("plan".to_owned(), "basic".to_owned())]);
    let customer = client.create_customer(input).await?.customer;
    println!("{} is {}", customer.name.as_deref().unwrap_or("(no name)"), customer.id);
    for source in ["tok_visa", "tok_chargeDeclinedInsufficientFunds"] {
        charge(&client, &customer.id, source).await?;
    }
    list(&client).await
}

/// Charges 20 dollars. A declined card is not a failure of the program.
async fn charge(client: &Client, customer: &str, source: &str) -> Result<(), Box<dyn Error>> {
    let input = CreateChargeInput::builder().amount(2000).currency("usd").customer(customer).source(source);
    match client.create_charge(input).await {
        Ok(output) => println!("{}: {:?}", output.charge.id, output.charge.status),
        Err(error) => match error.modeled() {
            Some(CreateChargeError::CardError(declined)) => {
                println!("declined: {}", declined.decline_code.as_deref().unwrap_or("(no reason)"));
            }
            _ => return Err(error.into()),
        },
    }
    Ok(())
}

/// Lists every charge, page after page.
async fn list(client: &Client) -> Result<(), Box<dyn Error>> {
    let mut charges = client.list_charges(ListChargesInput::builder().limit(100)).items();
    while let Some(charge) = charges.next().await {
        let charge = charge?;
        println!("{} {} {} {:?}", charge.id, charge.amount, charge.currency, charge.status);
    }
    Ok(())
}
