<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

/** As SIGKILL: nothing of ours catches it. */
final class Killed extends \Error {}
