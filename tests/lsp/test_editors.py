"""The server under the capabilities that real editors declare, as pytest-lsp has recorded them: positions, diagnostics, hover
and a fix applied, in VS Code, Neovim and Emacs."""

import os

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

SERVER = os.environ["COPYDESK"]
TEXT = "# Bridge\n\nÄÖ 😀 and TK.\n\nCritics say the bridge is unsafe.\n"


@pytest_lsp.fixture(
    params=["visual-studio-code", "neovim", "emacs"],
    config=ClientServerConfig(server_command=[SERVER, "lsp"]),
)
async def client(request, lsp_client: LanguageClient):
    await lsp_client.initialize_session(
        types.InitializeParams(capabilities=client_capabilities(request.param))
    )
    yield
    await lsp_client.shutdown_session()


def units(words: str, encoding: str) -> int:
    """How many of the client's units words have."""
    return {
        "utf-8": lambda: len(words.encode()),
        "utf-16": lambda: len(words.encode("utf-16-le")) // 2,
        "utf-32": lambda: len(words),
    }[encoding]()


@pytest.mark.asyncio
async def test_a_draft_in_an_editor(client: LanguageClient, tmp_path):
    uri = (tmp_path / "draft.md").as_uri()
    item = types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=TEXT)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    found = {it.code: it for it in client.diagnostics[uri]}
    offered = client.capabilities.general and client.capabilities.general.position_encodings or []
    encoding = next((it for it in ["utf-8", "utf-16", "utf-32"] if it in offered), "utf-16")
    assert found["placeholder"].range.start == types.Position(2, units("ÄÖ 😀 and ", encoding))

    document = types.TextDocumentIdentifier(uri)
    vague = found["vague-attribution"]
    hover = await client.text_document_hover_async(types.HoverParams(document, vague.range.start))
    assert "could be anybody" in hover.contents.value

    context = types.CodeActionContext(diagnostics=[vague])
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(document, vague.range, context)
    )
    fix = next(it for it in actions if "names" in it.title)
    if fix.edit is None:
        fix = await client.code_action_resolve_async(fix)
    changes = fix.edit.document_changes
    edit = changes[0].edits[0] if changes else fix.edit.changes[uri][0]
    assert edit.range == vague.range

    pulled = client.capabilities.text_document and client.capabilities.text_document.diagnostic
    if pulled:
        report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(document))
        assert {it.code for it in report.items} == set(found)
