<?php
declare(strict_types=1);

namespace Callboard\Wiring;

use Callboard\Delivery\Download;
use Callboard\Delivery\Images;
use Callboard\Delivery\MediaLibrary;
use Callboard\Delivery\PictureEffects;
use Callboard\Delivery\Pictures;
use Callboard\Delivery\StoredPosts;
use Callboard\Delivery\TextImages;
use Callboard\Salesforce\Files;

defined( 'ABSPATH' ) || exit;

/** Pictures and files of the org, brought into the media library. */
trait PictureServices {
	public function pictures(): Pictures {
		return $this->once( Pictures::class, fn() => new Pictures( $this->db(), $this->clock() ) );
	}

	private function picture_effects(): PictureEffects {
		$files   = new Files( $this->salesforce_tokens(), $this->calls_of_site() );
		$library = new MediaLibrary( $this->pictures(), $files, new Download() );
		$in_text = new TextImages( $this->db(), $this->clock(), $this->ledger(), $this->mappings(), new StoredPosts( $this->db() ), $this->effect_queue(), $library, $files );
		$featured = new Images( $this->db(), $this->clock(), $this->ledger(), $this->mappings(), new StoredPosts( $this->db() ), $this->effect_queue(), $library );
		return new PictureEffects( $this->clock(), $this->ledger(), $this->run_items(), $featured, $in_text );
	}
}
