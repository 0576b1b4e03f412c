namespace Infra.Engine.Providers.Operations;

/// <summary>An input that a provider rejects.</summary>
/// <param name="Property">The property; empty for the resource as a whole.</param>
internal sealed record CheckFailure(string Property, string Reason);
