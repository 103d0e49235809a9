// Pages are built from strings that know whether they are markup: text is escaped when it joins a page.

export class Markup {
	constructor( readonly text: string ) {}
}

type Part = Markup | Markup[] | string | number | null | undefined | false;

const escape = ( text: string ): string => text.replace( /[&<>"']/g, ( char ) => `&#${ char.charCodeAt( 0 ) };` );

function print( part: Part ): string {
	if ( part instanceof Markup ) {
		return part.text;
	}
	if ( Array.isArray( part ) ) {
		return part.map( print ).join( '' );
	}
	return part === null || part === undefined || part === false ? '' : escape( String( part ) );
}

export const markup = ( texts: TemplateStringsArray, ...parts: Part[] ): Markup =>
	new Markup( texts.map( ( text, index ) => text + print( parts[ index ] ) ).join( '' ) );

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#181818;background:#f3f3f3}
header{background:#032d60;color:#fff;padding:.75rem 1.5rem}header a{color:#fff;margin-right:1rem}
h1{font-size:1.25rem;margin:0}main{max-width:72rem;margin:1rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;background:#fff}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
form.inline{display:inline}button{font:inherit;padding:.3rem .7rem;margin:.15rem}
label{display:block;font-weight:600;margin-top:.8rem}fieldset label{display:inline-block;font-weight:400;margin:0 1rem 0 0}
input[type=text],input[type=url],input[type=number],textarea,select{font:inherit;width:100%;box-sizing:border-box;padding:.3rem}
textarea{min-height:7rem}.note{background:#fff;border-left:4px solid #0b5cab;padding:.6rem 1rem;margin:1rem 0}
.problem{border-color:#ba0517}.gone{color:#5c5c5c}.skip{position:absolute;left:-999rem}.skip:focus{left:1rem}`;

export interface PageParts {
	title: string;
	note?: string | null;
	problem?: string | null;
	body: Markup;
}

export function layout( { title, note, problem, body }: PageParts ): string {
	return markup`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${ title } – Your Salesforce</title><style>${ new Markup( STYLE ) }</style></head>
<body><a class="skip" href="#content">Skip to content</a>
<header><h1>Your Salesforce</h1><nav aria-label="Main"><a href="/">Productions</a><a href="/performances">Performances</a><a href="/log">API log</a></nav></header>
<main id="content"><h2>${ title }</h2>
${ note ? markup`<p class="note" role="status">${ note }</p>` : null }
${ problem ? markup`<p class="note problem" role="alert">${ problem }</p>` : null }
${ body }</main></body></html>
`.text;
}
