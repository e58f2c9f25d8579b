//! Bytes of outside formats become sources. One file per format.
