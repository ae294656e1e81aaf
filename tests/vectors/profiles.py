"""Writes profiles.json: what botocore reads from pairs of profile files.

    pip install botocore==1.43.11
    python tests/vectors/profiles.py

Nothing is sent. A case has the text of both files and what botocore makes of them: keys, that it would get them from
elsewhere (a role, single sign-on, a program), none, or an error. `ours` is what speccast makes of them where that is
something else on purpose, and `why`.
"""

import json
import os
import pathlib
import tempfile

for name in list(os.environ):
    if name.startswith("AWS_") or name == "BOTO_CONFIG":
        del os.environ[name]
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"

import botocore.session  # noqa: E402

KEY = "aws_access_key_id = AKID\naws_secret_access_key = hidden\n"
TOKEN = "aws_session_token = token\n"
OTHER = "aws_access_key_id = OTHER\naws_secret_access_key = other\n"
NONE = {"none": True}
ERROR = {"error": True}
FOUND = {"keys": ["AKID", "hidden", None]}
BLANK = "a blank value is not set"
COMMENT = "a comment may follow a value, as for the AWS SDKs"


def case(name, credentials=None, config=None, profile=None, ours=None, why=None):
    given = {"name": name, "credentials": credentials, "config": config, "profile": profile}
    given["botocore"] = read(credentials, config, profile)
    if ours is not None:
        assert why and ours != given["botocore"], name
        given |= {"ours": ours, "why": why}
    return {key: value for key, value in given.items() if value is not None}


def read(credentials, config, profile):
    with tempfile.TemporaryDirectory() as folder:
        session = botocore.session.Session()
        for variable, text in [("credentials_file", credentials), ("config_file", config)]:
            path = pathlib.Path(folder, variable)
            if text is not None:
                path.write_bytes(text.encode())
            session.set_config_variable(variable, str(path))
        if profile is not None:
            os.environ["AWS_PROFILE"] = profile
        try:
            region = session.get_config_variable("region")
            found = session.get_credentials()
        except Exception:
            return ERROR
        finally:
            os.environ.pop("AWS_PROFILE", None)
    region = {} if region is None else {"region": region}
    if found is None:
        return NONE | region
    if found.method not in ("shared-credentials-file", "config-file"):
        return {"elsewhere": True} | region
    return {"keys": [found.access_key, found.secret_key, found.token]} | region


SOURCE = f"[profile base]\n{OTHER}"
PROCESS = """credential_process = echo '{"Version": 1, "AccessKeyId": "P", "SecretAccessKey": "p"}'\n"""
SSO = "sso_account_id = 111122223333\nsso_role_name = r\nsso_session = s\n[sso-session s]\nsso_region = us-east-1\n" \
      "sso_start_url = https://example.com\n"
ROLE = "role_arn = arn:aws:iam::111122223333:role/x\n"

CASES = [
    case("no file"),
    case("empty files", "", ""),
    case("credentials file", f"[default]\n{KEY}"),
    case("config file", None, f"[default]\n{KEY}region = eu-west-1\n"),
    case("credentials file first", f"[default]\n{KEY}", f"[default]\n{OTHER}"),
    case("named", f"[dev]\n{KEY}{TOKEN}", None, "dev"),
    case("named in the config file", None, f"[profile dev]\n{KEY}", "dev"),
    case("`profile` in the credentials file", f"[profile dev]\n{KEY}", None, "dev"),
    case("no `profile` in the config file", None, f"[dev]\n{KEY}", "dev"),
    case("region of the config file", f"[dev]\n{KEY}", "[profile dev]\nregion = eu-west-1\n", "dev"),
    case("region of the credentials file first", f"[default]\n{KEY}region = eu-west-1", "[default]\nregion = x"),
    case("named profile without a section", f"[default]\n{KEY}", "", "dev"),
    case("names differ in case", f"[Dev]\n{KEY}", None, "dev"),
    case("profile without a key", "[dev]\nregion = eu-west-1\n", None, "dev"),
    # A section as a whole.
    case("token of another section", f"[default]\n{KEY}", f"[default]\n{TOKEN}"),
    case("token without a key", f"[default]\n{TOKEN}", f"[default]\n{KEY}"),
    case("secret in another section", "[default]\naws_access_key_id = AKID\n",
         "[default]\naws_secret_access_key = hidden\n"),
    case("identifier in another section", "[default]\naws_secret_access_key = other\n", f"[default]\n{KEY}"),
    case("identifier only", "[default]\naws_access_key_id = AKID\n"),
    case("secret only", "[default]\naws_secret_access_key = hidden\n", None, None, ERROR,
         "half a key was meant to be one"),
    case("older name of the token", f"[default]\n{KEY}{TOKEN}aws_security_token = older\n"),
    # Blank values.
    case("blank token", f"[default]\n{KEY}aws_session_token =\n", None, None, FOUND, BLANK),
    case("blank older token", f"[default]\n{KEY}{TOKEN}aws_security_token =\n", None, None,
         {"keys": ["AKID", "hidden", "token"]}, BLANK),
    case("blank identifier", "[default]\naws_access_key_id =\naws_secret_access_key = hidden\n", None, None, ERROR,
         BLANK),
    case("blank secret", "[default]\naws_access_key_id = AKID\naws_secret_access_key = \t\n", None, None, ERROR, BLANK),
    case("blank key", "[default]\naws_access_key_id =\naws_secret_access_key =\n", f"[default]\n{KEY}", None, FOUND,
         BLANK),
    case("blank region", f"[default]\n{KEY}region =\n", None, None, FOUND, BLANK),
    # Indentation.
    case("every key indented", "[default]\n  aws_access_key_id = AKID\n  aws_secret_access_key = hidden\n"),
    case("keys indented less and less",
         "[default]\n\t\taws_access_key_id = AKID\n  aws_secret_access_key = hidden\n region = eu-west-1\n"),
    case("indented header", f"  [default]\n{KEY}"),
    case("indented header and keys",
         "  [default]\n    aws_access_key_id = AKID\n    aws_secret_access_key = hidden\n"),
    case("key indented deeper than the one before",
         "[default]\naws_access_key_id = AKID\n  aws_secret_access_key = hidden\n"),
    case("key indented deeper after a comment",
         "[default]\naws_access_key_id = AKID\n# x\n  aws_secret_access_key = hidden\n"),
    case("key indented deeper than one with no value", "[default]\nx =\n  aws_access_key_id = AKID\n" + KEY),
    case("value on the next line", "[default]\naws_access_key_id =\n  AKID\naws_secret_access_key = hidden\n"),
    case("secret with a `=` on the next line",
         "[default]\naws_access_key_id = AKID\naws_secret_access_key =\n  hid=den\n", None, None, ERROR,
         "it is a list of settings, which is not a secret"),
    case("region on the next line", f"[default]\n{KEY}region =\n  eu-west-1\n"),
    case("value of another profile on the next line", f"[default]\n{KEY}[other]\nx =\n  y\n"),
    case("continued value", f"[default]\naws_access_key_id = AKID\n  MORE\naws_secret_access_key = hidden\n", None, None,
         ERROR, "no key has two lines"),
    case("continued region", f"[default]\n{KEY}region = eu-west-1\n\n  more\n", None, None,
         ERROR, "no region has two lines"),
    case("nested settings", f"[default]\ns3 =\n  addressing_style = path\n  max = 1\n{KEY}"),
    case("key after nested settings and an empty line", f"[default]\ns3 =\n  a = b\n\n{KEY}"),
    # Comments.
    case("comments", f"# a\n; b\n[default]\n# c = d\n  ; e\n{KEY}#{TOKEN}"),
    case("comment after a header", f"[default] # mine\n{KEY}"),
    case("text after a header", f"[default] mine\n{KEY}"),
    case("comment after a value",
         "[default]\naws_access_key_id = AKID # mine\naws_secret_access_key = hidden\t; mine\n", None, None, FOUND,
         COMMENT),
    case("comment in place of a value", f"[default]\n{KEY}aws_session_token = # none\n", None, None, FOUND, COMMENT),
    case("sign of a comment in a value", "[default]\naws_access_key_id = AKID\naws_secret_access_key = a#b;c=d\n"),
    # Signs and line ends.
    case("colon", "[default]\naws_access_key_id: AKID\naws_secret_access_key:hidden\n"),
    case("no space", "[default]\naws_access_key_id=AKID\naws_secret_access_key=hidden\n"),
    case("upper case", "[default]\nAWS_ACCESS_KEY_ID = AKID\nAws_Secret_Access_Key = hidden\n"),
    case("CRLF", f"[default]\n{KEY}".replace("\n", "\r\n")),
    case("CR", f"[default]\n{KEY}".replace("\n", "\r")),
    case("no last line end", f"[default]\n{KEY}".strip()),
    case("byte order mark", f"\ufeff[default]\n{KEY}", None, None, FOUND, "editors on Windows write one"),
    case("quoted value", "[default]\naws_access_key_id = \"AKID\"\naws_secret_access_key = hidden\n"),
    case("percent and dollar", "[default]\naws_access_key_id = AKID\naws_secret_access_key = %(x)s$HOME\n"),
    # Names.
    case("quoted name", None, f"[profile \"my dev\"]\n{KEY}", "my dev"),
    case("name in single quotes", None, f"[profile 'dev']\n{KEY}", "dev"),
    case("partly quoted name", None, f"[profile a\" b\"c\\ d]\n{KEY}", "a bc d"),
    case("quoted name in the credentials file", f"[\"dev\"]\n{KEY}", None, "dev"),
    case("name with a space in the credentials file", f"[my dev]\n{KEY}", None, "my dev"),
    case("name with a space that is not quoted", None, f"[profile my dev]\n{KEY}", "my dev"),
    case("quote that is not closed", None, f"[profile \"dev]\n{KEY}", "dev"),
    case("name with brackets", f"[a]b]\n{KEY}", None, "a]b"),
    case("name that is not ASCII", f"[größe]\n{KEY}", None, "größe"),
    case("tab after `profile`", None, f"[profile\t dev ]\n{KEY}", "dev"),
    case("a word that begins with `profile`", None, f"[profiles dev]\n{KEY}", "dev"),
    case("`profile` alone", None, f"[profile]\n{KEY}", "profile"),
    case("`profile default`", None, f"[profile default]\n{KEY}"),
    case("`profile default` after `default`", None, f"[default]\n{OTHER}[profile default]\n{KEY}"),
    case("`default` after `profile default`", None, f"[profile default]\n{OTHER}[default]\n{KEY}"),
    case("spaces in a header", f"[ default ]\n{KEY}", None, None, FOUND, "the AWS SDKs ignore them"),
    case("inherited settings", f"[DEFAULT]\n{KEY}[dev]\nregion = eu-west-1\n", None, "dev"),
    case("inherited settings are not a profile", f"[DEFAULT]\n{KEY}"),
    case("own settings before inherited ones", f"[dev]\n{KEY}[DEFAULT]\n{OTHER}", None, "dev"),
    case("inherited settings twice", f"[DEFAULT]\n{KEY}[dev]\n[DEFAULT]\nregion = eu-west-1\n", None, "dev"),
    # What is broken.
    case("repeated section", f"[default]\n{KEY}[default]\n{OTHER}"),
    case("repeated section of another profile", f"[default]\n{KEY}[a]\n[b]\n[a]\n"),
    case("repeated key", f"[default]\n{KEY}aws_access_key_id = OTHER\n"),
    case("repeated key of another profile, in another case", f"[default]\n{KEY}[a]\nx = 1\nX = 2\n"),
    case("same profile by two headers", None, f"[profile dev]\n{OTHER}[profile \"dev\"]\n{KEY}", "dev"),
    case("key before a section", f"{KEY}[default]\n{KEY}"),
    case("line without a value", f"[default]\n{KEY}aws_session_token\n"),
    case("line without a key", f"[default]\n{KEY}= token\n"),
    case("header without its end", f"[default\n{KEY}"),
    case("header without a name", f"[default]\n{KEY}[]\n"),
    case("broken config file", f"[default]\n{KEY}", "region\n"),
    case("broken credentials file", "x\n", f"[default]\n{KEY}"),
    # What is not supported, in the order of botocore.
    case("role", None, f"[profile dev]\n{ROLE}source_profile = base\n{SOURCE}", "dev"),
    case("role beside keys", f"[dev]\n{KEY}", f"[profile dev]\n{ROLE}source_profile = base\n{SOURCE}", "dev"),
    case("role without a source", None, f"[profile dev]\n{ROLE}{KEY}", "dev"),
    case("blank role", f"[dev]\n{KEY}", "[profile dev]\nrole_arn =\n", "dev", FOUND, BLANK),
    case("source of a role without a role", f"[dev]\n{KEY}", "[profile dev]\nsource_profile = base\n", "dev"),
    case("web identity", None, f"[profile dev]\n{ROLE}web_identity_token_file = /none\n", "dev"),
    case("single sign-on", None, f"[profile dev]\n{SSO}", "dev"),
    case("single sign-on beside keys", f"[dev]\n{KEY}", f"[profile dev]\n{SSO}", "dev"),
    case("session of single sign-on beside keys", f"[dev]\n{KEY}", "[profile dev]\nsso_session = s\n", "dev"),
    case("program", None, f"[profile dev]\n{PROCESS}", "dev"),
    case("program beside keys of the credentials file", f"[dev]\n{KEY}", f"[profile dev]\n{PROCESS}", "dev"),
    case("program beside keys of the config file", None, f"[profile dev]\n{PROCESS}{KEY}", "dev"),
]

path = pathlib.Path(__file__).with_name("profiles.json")
path.write_text(json.dumps(CASES, indent=1, ensure_ascii=False) + "\n")
