"""The headers every answer carries: nothing from elsewhere, nothing inline, nothing framed."""

from flask import Flask, Response, request

# base `none`: what a page needs is named, all else is refused. form-action also
# needs the host of the payment page where one pays, because a redirect after a form counts as its action.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def policy_with_form_to(host: str) -> str:
    """The policy for a page whose form leads on to another host."""
    return CONTENT_SECURITY_POLICY.replace("form-action 'self'", f"form-action 'self' {host}")


def add_headers(app: Flask) -> None:
    """Put the security headers on every answer of the app."""

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response
