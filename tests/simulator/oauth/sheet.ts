import { html, type Answer } from '../http/message';
import { markup, Markup } from '../web/html';
import { STYLE } from '../web/style';

interface SheetParts {
	title: string;
	problem?: string | null;
	body: Markup;
	status?: number;
}

/** No page of another site may put this one into a frame and have it clicked. */
const GUARD = {
	'X-Frame-Options': 'DENY',
	'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
};

/** A page of the sign-in: in the org's dress, but without a way into its screens. */
export function sheet( { title, problem, body, status = 200 }: SheetParts ): Answer {
	const page = markup`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${ title } – Your Salesforce</title><link rel="icon" href="data:,"><style>${ new Markup( STYLE ) }main{max-width:32rem}.card label{margin-top:.8rem}</style></head>
<body><main><h1>${ title }</h1>
${ problem ? markup`<p class="note problem" role="alert">${ problem }</p>` : null }
<div class="card">${ body }</div></main></body></html>
`;
	return { ...html( page.text, status ), headers: GUARD };
}
