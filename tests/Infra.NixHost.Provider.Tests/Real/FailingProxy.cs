using System.Reflection;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Provider.Tests.Real;

#pragma warning disable CA1852 // DispatchProxy derives from it while the tests run.
/// <summary>Wraps any driver: drivers that it returns are wrapped too, and their calls are counted.</summary>
internal class FailingProxy<T> : DispatchProxy
    where T : class
{
    private T _inner = null!;
    private FailingCalls _calls = null!;

    public static T Wrap(T inner, FailingCalls calls)
    {
        var proxy = Create<T, FailingProxy<T>>();
        var self = (FailingProxy<T>)(object)proxy;
        (self._inner, self._calls) = (inner, calls);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.ReturnType;
        var isFiles = _calls.CountsFiles && typeof(T) == typeof(IHostFiles);
        if (isFiles || typeof(Task).IsAssignableFrom(type))
        {
            _calls.Pass($"{typeof(T).Name}.{targetMethod.Name}");
        }

        var result = targetMethod.Invoke(
            _inner,
            BindingFlags.DoNotWrapExceptions,
            null,
            args,
            null
        );
        return
            type.IsInterface
            && type.Namespace!.StartsWith("Infra.NixHost.Hosts", StringComparison.Ordinal)
            ? WrapDriver(type, result!)
            : result;
    }

    private object WrapDriver(Type type, object driver) =>
        typeof(FailingProxy<>)
            .MakeGenericType(type)
            .GetMethod(nameof(Wrap), BindingFlags.Public | BindingFlags.Static)!
            .Invoke(null, [driver, _calls])!;
}
