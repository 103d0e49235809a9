/**
 * Where our answer differs from the recorder's by design. The recorder was a throw-away server; the notes on Salesforce's API are above it.
 */

/** Answers with another status, by label and request. */
const STATUS = [
	{ when: ( { url } ) => /\/Soap\/u\/(6[5-9]|[7-9]\d)/.test( url ), status: 500, why: 'SOAP login() is gone from v65.0 on (§1.4)' },
	{ when: ( { url } ) => url.endsWith( '/singleaccess' ), status: 200, why: 'the recorder had no single access; Salesforce has (§1.4)' },
	{ when: ( { label, M } ) => label === 'j26-bulk2timeout' && M === 'DELETE', status: 400, why: 'a job in progress cannot be deleted (§4.1)' },
];

/** Fields that are not there, or hold something else. */
const FIELDS = [
	{ label: /-jwt$|^sf-login-jwt$|^ps$/, path: /^\.(issued_at|signature)$/, why: 'real replies to assertions have neither (§1.2)' },
	{ label: /-refresh$/, path: /^\.refresh_token$/, why: 'a refresh gives a new refresh token only where they rotate (§1.2)' },
	{ label: /-pw$/, path: /^\.scope$/, why: 'replies to passwords have no scope (§1.2)' },
	{ label: /^j26-bulk2ingest$/, path: /^\.state$/, why: 'the CSV names fields that are not there: the job fails (§9.2)' },
	{ label: /bulk/, path: /^\.contentUrl$/, why: 'the address for uploads is told while the job is open (§4.1)' },
	{ label: /^ss-query/, path: /^\.done$/, why: 'the recorder’s bulk jobs wrote nothing, ours did: there are more rows' },
	{ label: /./, path: /^(\[\])?\[\]\.message$|^\.error_description$/, why: 'wording is for people' },
];

export const statusFor = ( recorded ) => STATUS.find( ( { when } ) => when( recorded ) );

export const excusedFor =
	( { label } ) =>
	( path ) =>
		FIELDS.some( ( one ) => one.label.test( label ) && one.path.test( path ) );
