#!/usr/bin/env python3
"""Opens a special account, draws up a budget and reads it back, over mutual TLS.

Needs Debian's python3-grpcio, python3-protobuf and python3-cryptography, the contracts compiled by
protoc (examples/python/README.md), and the folder of keys that the installation made.

    budget.py --target 127.0.0.1:50051 --pki var/dev/pki --project P9
"""

import argparse
import base64
import hashlib
import json
import ssl
import time
import uuid

import grpc
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from google.protobuf import text_format
from google.rpc import error_details_pb2, status_pb2
from liandong.funds.v1 import budget_pb2, fund_pb2


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def officer_token(pki: str, agency: str, officer: str, service: str) -> str:
    """Which person stands behind a write: signed by the officer's key, bound to the certificate."""
    with open(f"{pki}/officers/{officer}.pem", "rb") as file:
        key = load_pem_private_key(file.read(), None)
    with open(f"{pki}/agencies/{agency}.pem") as file:
        certificate = ssl.PEM_cert_to_DER_cert(file.read().split("-----END CERTIFICATE-----")[0]
                                               + "-----END CERTIFICATE-----")
    now = int(time.time())
    header = {"alg": "EdDSA", "typ": "JWT", "kid": f"dev-{officer}-1"}
    claims = {
        "sub": officer, "agency": agency, "aud": service, "iat": now, "exp": now + 300,
        "cnf": {"x5t#S256": base64url(hashlib.sha256(certificate).digest())},
    }
    signed = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
    return f"{signed}.{base64url(key.sign(signed.encode()))}"


class Client:
    def __init__(self, target: str, pki: str, service: str, agency: str, officer: str):
        def read(name):
            with open(f"{pki}/{name}", "rb") as file:
                return file.read()

        credentials = grpc.ssl_channel_credentials(
            read("ca.pem"), read(f"agencies/{agency}.key"), read(f"agencies/{agency}.pem"))
        # The server's certificate names the service, whatever address it is reached by.
        self.channel = grpc.secure_channel(
            target, credentials, [("grpc.ssl_target_name_override", service)])
        self.token = lambda: officer_token(pki, agency, officer, service)

    def call(self, method: str, request, answer):
        stub = self.channel.unary_unary(
            method, request_serializer=lambda m: m.SerializeToString(),
            response_deserializer=answer.FromString)
        return stub(request, timeout=10, metadata=[("authorization", f"Bearer {self.token()}")])


def reason(error: grpc.RpcError) -> str:
    """The stable reason of a refusal."""
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            status = status_pb2.Status.FromString(value)
            for detail in status.details:
                info = error_details_pb2.ErrorInfo()
                if detail.Unpack(info):
                    return info.reason
    return ""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--target", default="127.0.0.1:50051")
    parser.add_argument("--pki", required=True)
    parser.add_argument("--project", default="P9")
    options = parser.parse_args()
    housing = Client(options.target, options.pki, "funds", "hsb", "hsb-1")
    finance = Client(options.target, options.pki, "funds", "fin", "fin-1")

    parent = f"projects/{options.project}"
    opened = housing.call(
        "/liandong.funds.v1.FundService/OpenProjectFund",
        fund_pb2.OpenProjectFundRequest(
            parent=parent, request_id=str(uuid.uuid4()),
            fund=fund_pb2.ProjectFund(
                territory="431103", bank="bank", investor="cig",
                account_number=str(10**15 + uuid.uuid4().int % 10**15),
                supervision_agreement="示例监管协议1号")),
        fund_pb2.ProjectFund)
    print("opened", opened.name, "etag", opened.etag)

    create = budget_pb2.CreateBudgetRequest(
        parent=parent, budget_id="v1", request_id=str(uuid.uuid4()),
        budget=budget_pb2.Budget(estimate_document="概算示例1号", lines=[
            budget_pb2.BudgetLine(purpose=fund_pb2.PURPOSE_COMPENSATION,
                                  submitted_fen=741_000_000)]))
    method = "/liandong.funds.v1.BudgetService/CreateBudget"
    created = housing.call(method, create, budget_pb2.Budget)
    # The same request id again: the same answer, no second budget.
    assert housing.call(method, create, budget_pb2.Budget) == created
    print("created", created.name, "made by", created.maker)

    try:
        finance.call(method, create, budget_pb2.Budget)
        raise SystemExit("Finance drew up a budget")
    except grpc.RpcError as error:
        print("refused", error.code().name, reason(error))
        assert reason(error) == "AGENCY_NOT_ALLOWED"

    read = finance.call("/liandong.funds.v1.BudgetService/GetBudget",
                        budget_pb2.GetBudgetRequest(name=created.name), budget_pb2.Budget)
    assert read == created
    print("read", text_format.MessageToString(read.lines[0], as_one_line=True))


if __name__ == "__main__":
    main()
