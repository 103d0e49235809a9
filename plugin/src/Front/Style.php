<?php
declare(strict_types=1);

namespace Callboard\Front;

defined( 'ABSPATH' ) || exit;

/** One small style sheet, printed only on pages that use it, with no request of its own. */
final class Style {
	private const HANDLE = 'callboard-front';

	public static function enqueue(): void {
		if ( wp_style_is( self::HANDLE, 'enqueued' ) ) {
			return;
		}
		wp_register_style( self::HANDLE, false, array(), CALLBOARD_VERSION );
		wp_add_inline_style( self::HANDLE, self::css() );
		wp_enqueue_style( self::HANDLE );
	}

	/** Logical properties mirror themselves for right-to-left; colours are the theme's, so forced colours hold. */
	private static function css(): string {
		return '
.callboard-filter{display:flex;flex-wrap:wrap;gap:.75em 1em;align-items:end;margin-block-end:1.5em}
.callboard-filter p{margin:0}
.callboard-filter label{display:block;font-size:.875em}
.callboard-filter select,.callboard-filter input{font:inherit;min-block-size:2.75em;max-inline-size:100%}
.callboard-filter button{font:inherit;min-block-size:2.75em;padding-inline:1.25em}
.callboard-list{list-style:none;margin:0;padding:0}
.callboard-listing,.callboard-dates{container-type:inline-size}
.callboard-list>li{border-block-start:1px solid;padding-block:1em;display:grid;gap:.25em 1.5em;grid-template-columns:10em minmax(0,1fr) 9em}
.callboard-list>li .callboard-title{margin:0;font-size:1.25em;line-height:1.3;overflow-wrap:anywhere}
.callboard-list>li>*,.callboard-list>li p{margin:0}
.callboard-actions{display:flex;flex-direction:column;align-items:start;gap:.5em}
.callboard-off{text-decoration:line-through}
.callboard-status{display:inline-block;white-space:nowrap;border:1px solid;border-radius:.25em;padding-inline:.5em;font-size:.875em}
.callboard-access,.callboard-price,.callboard-subtitle{display:block;font-size:.875em}
.callboard-scroll{overflow-x:auto}
.callboard-table{inline-size:100%;border-collapse:collapse}
.callboard-table th,.callboard-table td{text-align:start;padding:.5em;border-block-end:1px solid;vertical-align:top}
.callboard-facts{display:grid;grid-template-columns:max-content 1fr;gap:.25em 1em}
.callboard-facts dt{font-weight:bold}
.callboard-facts dd{margin:0}
.callboard-pages{display:flex;flex-wrap:wrap;gap:.5em;list-style:none;margin-block:1.5em;padding:0}
.callboard-pages a,.callboard-pages span{display:inline-block;min-inline-size:2.75em;padding:.5em;text-align:center;border:1px solid}
.callboard-pages [aria-current]{font-weight:bold;border-width:2px}
.callboard .screen-reader-text,.callboard-dates .screen-reader-text,.callboard-tickets .screen-reader-text{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@container (max-width:34em){.callboard-list>li{grid-template-columns:1fr}.callboard-actions{flex-direction:row}
.callboard-table :is(tbody,tr,th[scope=row],td),.callboard-table{display:block}
.callboard-table thead{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.callboard-table tr{border-block-end:1px solid;padding-block:.5em}
.callboard-table th[scope=row],.callboard-table td{border:0;padding:.125em 0}
.callboard-table td:empty{display:none}}
@media (max-width:40em){.callboard-facts{grid-template-columns:1fr}}
';
	}
}
