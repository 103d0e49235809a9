const secret = '[secret]';

/** Session ids, bearer headers, JWTs, and whatever follows a name that says what it is. */
const secrets: readonly [ RegExp, string ][] = [
	[ /00D\w{12,15}!\S+/g, secret ],
	[ /\b(Bearer|OAuth)\s+[\w.!~+/=-]+/gi, `$1 ${ secret }` ],
	[ /\beyJ[\w-]+\.[\w-]+\.?[\w-]*/g, secret ],
	[
		/("?(?:access_token|refresh_token|id_token|client_secret|assertion|password|secret|token|code|sid|authorization)"?\s*[=:]\s*"?)[^"&\s,}]+/gi,
		`$1${ secret }`,
	],
];

const mail = /[^\s"<>@,;:()]*@[^\s'"<>@,;:()]+\.[a-z]{2,}/gi;
/** Literals of a query name people; ids and dates do not, and say which record it was. */
const literal = /'((?:[^'\\]|\\.)*)'/g;
const isId = ( text: string ): boolean => /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test( text );

/** Text for a log that people read: no secret, no e-mail address, no value of a query, and not long. */
export function redacted( text: string, most = 500 ): string {
	const bare = secrets.reduce( ( so_far, [ pattern, instead ] ) => so_far.replace( pattern, instead ), text );
	return bare
		.replace( literal, ( whole, inner: string ) => ( isId( inner ) ? whole : "'…'" ) )
		.replace( mail, '[e-mail]' )
		.slice( 0, most );
}
