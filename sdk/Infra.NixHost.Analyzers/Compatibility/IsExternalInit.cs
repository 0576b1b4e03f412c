namespace System.Runtime.CompilerServices;

/// <summary>What the compiler marks records and init accessors with.</summary>
internal static class IsExternalInit;
