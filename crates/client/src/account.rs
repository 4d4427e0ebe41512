//! The calls about one's own account.

use domain::Private;
use reqwest::Method;
use wire::{
    Account, BeginSecondFactor, ChangePassword, ConfirmSecondFactor, RecoveryCodes, RemoveSecondFactor,
    RenewRecoveryCodes, SMALL_BODY_BYTES, SecondFactorSecret,
};

use crate::http::{SMALL_ANSWER, answer, done, with_body};
use crate::{Client, ClientError};

impl Client {
    /// `GET /v1/account`.
    pub async fn account(&self) -> Result<Account, ClientError> {
        answer(self.http.call(Method::GET, &["v1", "account"], &[]), SMALL_ANSWER).await
    }

    /// `POST /v1/account/password`: one's own. Ends this person's other sessions.
    pub async fn change_password(&self, change: &ChangePassword) -> Result<(), ClientError> {
        let call = self.http.call(Method::POST, &["v1", "account", "password"], &[]);
        done(with_body(call, change, SMALL_BODY_BYTES)?).await
    }

    /// `POST /v1/account/second-factor`: the secret for an authenticator.
    pub async fn begin_second_factor(&self, proof: Private) -> Result<SecondFactorSecret, ClientError> {
        let call = self.http.call(Method::POST, &["v1", "account", "second-factor"], &[]);
        answer(with_body(call, &BeginSecondFactor { proof }, SMALL_BODY_BYTES)?, SMALL_ANSWER).await
    }

    /// `POST /v1/account/second-factor/confirmation`: from now on sign-ins ask for a code.
    pub async fn confirm_second_factor(&self, code: Private) -> Result<RecoveryCodes, ClientError> {
        let call = self.http.call(Method::POST, &["v1", "account", "second-factor", "confirmation"], &[]);
        answer(with_body(call, &ConfirmSecondFactor { code }, SMALL_BODY_BYTES)?, SMALL_ANSWER).await
    }

    /// `POST /v1/account/second-factor/recovery-codes`: new ones in place of those of before.
    pub async fn renew_recovery_codes(&self, proof: Private, code: Private) -> Result<RecoveryCodes, ClientError> {
        let call = self.http.call(Method::POST, &["v1", "account", "second-factor", "recovery-codes"], &[]);
        answer(with_body(call, &RenewRecoveryCodes { proof, code }, SMALL_BODY_BYTES)?, SMALL_ANSWER).await
    }

    /// `POST /v1/account/second-factor/removal`.
    pub async fn remove_second_factor(&self, proof: Private, code: Private) -> Result<(), ClientError> {
        let call = self.http.call(Method::POST, &["v1", "account", "second-factor", "removal"], &[]);
        done(with_body(call, &RemoveSecondFactor { proof, code }, SMALL_BODY_BYTES)?).await
    }
}
