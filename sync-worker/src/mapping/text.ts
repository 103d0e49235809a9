const named: ReadonlyMap< string, string > = new Map(
	Object.entries( {
		amp: '&',
		lt: '<',
		gt: '>',
		quot: '"',
		apos: "'",
		nbsp: '\u00a0',
		ensp: '\u2002',
		emsp: '\u2003',
		thinsp: '\u2009',
		shy: '\u00ad',
		ndash: '–',
		mdash: '—',
		hellip: '…',
		lsquo: '‘',
		rsquo: '’',
		sbquo: '‚',
		ldquo: '“',
		rdquo: '”',
		bdquo: '„',
		lsaquo: '‹',
		rsaquo: '›',
		laquo: '«',
		raquo: '»',
		iexcl: '¡',
		iquest: '¿',
		copy: '©',
		reg: '®',
		trade: '™',
		sect: '§',
		para: '¶',
		dagger: '†',
		Dagger: '‡',
		deg: '°',
		prime: '′',
		Prime: '″',
		middot: '·',
		bull: '•',
		times: '×',
		divide: '÷',
		plusmn: '±',
		frac14: '¼',
		frac12: '½',
		frac34: '¾',
		sup1: '¹',
		sup2: '²',
		sup3: '³',
		ordf: 'ª',
		ordm: 'º',
		euro: '€',
		pound: '£',
		cent: '¢',
		yen: '¥',
		aelig: 'æ',
		AElig: 'Æ',
		oelig: 'œ',
		OElig: 'Œ',
		oslash: 'ø',
		Oslash: 'Ø',
		eth: 'ð',
		ETH: 'Ð',
		thorn: 'þ',
		THORN: 'Þ',
		szlig: 'ß',
	} )
);

/** `Eacute` is a letter and the name of its accent. */
const accents: ReadonlyMap< string, string > = new Map(
	Object.entries( {
		grave: '\u0300',
		acute: '\u0301',
		circ: '\u0302',
		tilde: '\u0303',
		uml: '\u0308',
		ring: '\u030a',
		caron: '\u030c',
		cedil: '\u0327',
	} )
);

function accented( name: string ): string | undefined {
	const accent = accents.get( name.slice( 1 ) );
	const letter = accent === undefined ? '' : `${ name.charAt( 0 ) }${ accent }`.normalize( 'NFC' );
	return letter.length === 1 ? letter : undefined;
}

/** What Word means by 128 to 159, and browsers show: the characters of Windows, not the controls of Unicode. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function fromCodePoint( code: number ): string {
	if ( code >= 128 && code < 160 ) {
		return windows.charAt( code - 128 );
	}
	const valid = code > 0 && code <= 0x10ffff && ( code < 0xd800 || code > 0xdfff );
	return valid ? String.fromCodePoint( code ) : '';
}

function decodeEntities( text: string ): string {
	return text.replace( /&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,7});/gi, ( whole, body: string ) => {
		if ( body.startsWith( '#' ) ) {
			const hex = body[ 1 ] === 'x' || body[ 1 ] === 'X';
			return fromCodePoint( parseInt( body.slice( hex ? 2 : 1 ), hex ? 16 : 10 ) );
		}
		return named.get( body ) ?? accented( body ) ?? named.get( body.toLowerCase() ) ?? whole;
	} );
}

const breaking = /^\/?(p|div|br|li|ul|ol|tr|table|h[1-6]|blockquote|section|article|hr)\b/i;

/** Of a tag that opens at `open`, where what is no text ends: of a comment, a style and a script, not with the tag. Below 0: nowhere. */
function endOfTag( html: string, open: number ): number {
	if ( html.startsWith( '<!--', open ) ) {
		const end = html.indexOf( '-->', open + 4 );
		return end < 0 ? end : end + 2;
	}
	const silent = /^<(style|script)\b/i.exec( html.slice( open, open + 8 ) )?.[ 1 ];
	const close = silent === undefined ? open : closing( html, silent, open );
	return close < 0 ? close : html.indexOf( '>', close );
}

function closing( html: string, name: string, from: number ): number {
	for ( let at = html.indexOf( '</', from ); at >= 0; at = html.indexOf( '</', at + 2 ) ) {
		if ( html.slice( at + 2, at + 2 + name.length ).toLowerCase() === name.toLowerCase() ) {
			return at;
		}
	}
	return -1;
}

/** Scans instead of matching: a pattern would take quadratic time over a field full of `<`. */
function withoutTags( html: string ): string {
	let text = '';
	let at = 0;
	while ( at < html.length ) {
		const open = html.indexOf( '<', at );
		if ( open < 0 ) {
			return text + html.slice( at );
		}
		text += html.slice( at, open );
		if ( ! /[a-z/!?]/i.test( html.charAt( open + 1 ) ) ) {
			// “a < b” is text.
			text += '<';
			at = open + 1;
			continue;
		}
		const close = endOfTag( html, open );
		if ( close < 0 ) {
			return text + html.slice( open );
		}
		text += breaking.test( html.slice( open + 1, close ) ) ? ' ' : '';
		at = close + 1;
	}
	return text;
}

/** Words only: no tags, entities as characters, runs of blanks as one. */
export function plainText( html: string ): string {
	const text = html.includes( '<' ) || html.includes( '&' ) ? decodeEntities( withoutTags( html ) ) : html;
	return untidy.test( text ) ? text.replace( /[\s\u00a0]+/g, ' ' ).trim() : text;
}

/** A run of blanks, a blank that is no space, or one at an end: most texts have none of them. */
const untidy = /\s\s|[^\S ]|^\s|\s$/;

/** One look tells of nearly every text that it holds none of what the two below look for. */
// eslint-disable-next-line no-control-regex -- these characters are exactly what is looked for.
const suspicious = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff\ufffd]/;

/** Control characters that Word pastes and databases do not keep; tab and line breaks stay. NUL is refused below. */
export const withoutControls = ( text: string ): string =>
	// eslint-disable-next-line no-control-regex -- these characters are exactly what is looked for.
	suspicious.test( text ) ? text.replace( /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '' ) : text;

const pair = /[\ud800-\udbff][\udc00-\udfff]/g;

/** Characters that stand for damaged text: half of a pair, NUL, or the mark a decoder leaves for invalid UTF-8. */
export function damage( text: string ): string | undefined {
	if ( ! suspicious.test( text ) ) {
		return undefined;
	}
	if ( text.includes( '\u0000' ) ) {
		return 'holds a NUL character';
	}
	if ( text.includes( '\ufffd' ) ) {
		return 'holds text that is not valid UTF-8 (shown as \ufffd)';
	}
	return /[\ud800-\udfff]/.test( text.replace( pair, '' ) ) ? 'holds half of a Unicode character' : undefined;
}

/**
 * Half of a pair becomes the replacement character. PHP refuses a whole JSON body for one of them, and a cut in the
 * middle of an emoji makes one: words about a record must not stop the records beside it.
 */
export const wellFormed = ( text: string ): string => text.replace( /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd' );

/** Cuts between characters, never inside a surrogate pair. */
export function truncated( text: string, max: number ): string {
	if ( text.length <= max ) {
		return text;
	}
	const cut = text.slice( 0, Math.max( 0, max - 1 ) );
	const whole = /[\ud800-\udbff]$/.test( cut ) ? cut.slice( 0, -1 ) : cut;
	return max > 0 ? `${ whole.trimEnd() }…` : '';
}
