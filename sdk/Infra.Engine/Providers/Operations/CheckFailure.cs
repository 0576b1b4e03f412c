namespace Infra.Engine.Providers.Operations;

/// <summary>An input that a provider rejects.</summary>
/// <param name="Property">Which; empty when it is the resource as a whole.</param>
/// <param name="Reason">Why.</param>
internal sealed record CheckFailure(string Property, string Reason);
