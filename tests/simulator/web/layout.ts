import type { World } from '../world';
import { Markup, markup } from './html';
import { STYLE } from './style';

const PLACES: readonly ( readonly [ path: string, name: string ] )[] = [
	[ '/', 'Productions' ],
	[ '/performances', 'Performances' ],
	[ '/objects', 'All objects' ],
	[ '/recycle-bin', 'Recycle bin' ],
	[ '/log', 'API log' ],
	[ '/faults', 'Faults and clock' ],
];

export interface PageParts {
	title: string;
	/** The place in the navigation that this page belongs to. */
	place?: string;
	lead?: Markup | string | null;
	note?: string | null;
	problem?: string | null;
	body: Markup;
	/** 200 unless said. */
	status?: number;
}

const orgName = ( { org }: World ): string => String( [ ...org.store.table( 'Organization' ).all() ][ 0 ]?.values.Name ?? '' );

export function layout( world: World, { title, place, lead, note, problem, body }: PageParts ): string {
	return markup`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${ title } – Your Salesforce</title><link rel="icon" href="data:,"><style>${ new Markup( STYLE ) }</style></head>
<body><a class="skip" href="#content">Skip to content</a>
<header><div class="bar"><p class="org"><a href="/">${ orgName( world ) }</a><span>Your Salesforce</span></p>
<nav aria-label="Main"><ul>${ PLACES.map(
		( [ path, name ] ) => markup`<li><a href="${ path }"${ path === place && markup` aria-current="page"` }>${ name }</a></li>`
	) }</ul></nav></div></header>
<main id="content"><h1>${ title }</h1>
${ lead ? markup`<p class="lead">${ lead }</p>` : null }
${ note ? markup`<p class="note" role="status">${ note }</p>` : null }
${ problem ? markup`<p class="note problem" role="alert">${ problem }</p>` : null }
${ body }</main></body></html>
`.text;
}
