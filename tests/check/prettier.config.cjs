/**
 * WordPress's formatting with wider lines: at its 80 columns half of our signatures would break in the middle.
 */
module.exports = {
	...require( '@wordpress/prettier-config' ),
	printWidth: 160,
};
