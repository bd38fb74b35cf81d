package org.rung.server.api;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rung.server.database.DatabaseAway;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.util.UriComponentsBuilder;

/// How handlers of the API get their arguments and how their answers go out.
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {
  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
    converters.withJsonConverter(new JacksonJsonHttpMessageConverter(ApiJson.MAPPER));
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new PagingArgument());
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(new KnownParameters()).addPathPatterns("/api/**");
  }

  @Override
  public void addFormatters(FormatterRegistry formatters) {
    formatters.addConverterFactory(new Constants());
  }

  /// Reads a constant by its word in JSON, too, and not by its name in the code alone.
  private static final class Constants implements ConverterFactory<String, Enum<?>> {
    @Override
    public <T extends Enum<?>> Converter<String, T> getConverter(Class<T> kind) {
      return new OfWord<>(kind);
    }
  }

  private record OfWord<T extends Enum<?>>(Class<T> kind) implements Converter<String, T> {
    @Override
    public T convert(String given) {
      String word = given.strip();
      for (T one : kind.getEnumConstants()) {
        if (one.name().equals(word) || ApiJson.word(one).equals(word)) {
          return one;
        }
      }
      throw new IllegalArgumentException("no such constant");
    }
  }

  /// A database that is away is met before any handler, too: the token is there.
  @Bean
  FilterRegistrationBean<Filter> problemWhileTheDatabaseIsAway() {
    FilterRegistrationBean<Filter> registration =
        new FilterRegistrationBean<>((request, response, chain) -> {
          try {
            chain.doFilter(request, response);
          } catch (ServletException | IOException | RuntimeException e) {
            if (!DatabaseAway.caused(e) || response.isCommitted()) {
              throw e;
            }
            Failures.answer((HttpServletResponse) response, e);
          }
        });
    registration.addUrlPatterns("/api/*");
    registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER + 2);
    return registration;
  }

  /// The security chain alone runs the filters, never the servlet container beside it.
  @Bean
  FilterRegistrationBean<OncePosts> oncePostsOnlyInTheChain(OncePosts filter) {
    FilterRegistrationBean<OncePosts> registration = new FilterRegistrationBean<>(filter);
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  FilterRegistrationBean<ScopeCheck> scopeCheckOnlyInTheChain(ScopeCheck filter) {
    FilterRegistrationBean<ScopeCheck> registration = new FilterRegistrationBean<>(filter);
    registration.setEnabled(false);
    return registration;
  }

  private static final class PagingArgument implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == Paging.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      return Paging.of(given(request, "size"), given(request, "cursor"));
    }

    private static String given(NativeWebRequest request, String name) {
      String value = request.getParameter(name);
      return value == null ? "" : value;
    }
  }

  /// Refuses a query parameter that the handler does not know, and a value that is none of the
  /// words a parameter may have, so that a slip of the pen never turns into the whole list.
  private static final class KnownParameters implements HandlerInterceptor {
    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      if (handler instanceof HandlerMethod method && request.getQueryString() != null) {
        Set<String> known = known(method);
        for (String name : request.getParameterMap().keySet()) {
          if (!known.contains(name)) {
            throw Problem.faulty(
                "query." + name,
                known.isEmpty()
                    ? "“%s” is not known here; this address takes no parameters.".formatted(name)
                    : "“%s” is not known here. Known are: %s."
                        .formatted(name, String.join(", ", known.stream().sorted().toList())));
          }
        }
        for (MethodParameter parameter : method.getMethodParameters()) {
          if (parameter.hasParameterAnnotation(RequestParam.class)) {
            refuseOtherWords(parameter, request);
          }
        }
      }
      return true;
    }

    private static void refuseOtherWords(MethodParameter parameter, HttpServletRequest request) {
      Meaning meaning = parameter.getParameterAnnotation(Meaning.class);
      String name = OpenApi.nameOf(parameter);
      String given = request.getParameter(name);
      if (meaning != null
          && meaning.words().length > 0
          && given != null
          && !given.isEmpty()
          && !List.of(meaning.words()).contains(given)) {
        throw Problem.faulty(
            "query." + name,
            "“%s” cannot stand in “%s”. Give one of %s."
                .formatted(
                    given,
                    name,
                    Stream.of(meaning.words())
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining(", "))));
      }
    }

    private static Set<String> known(HandlerMethod method) {
      Set<String> known = new HashSet<>();
      for (MethodParameter parameter : method.getMethodParameters()) {
        if (parameter.getParameterType() == Paging.class) {
          known.addAll(Set.of("size", "cursor"));
        } else if (parameter.hasParameterAnnotation(RequestParam.class)) {
          known.add(OpenApi.nameOf(parameter));
        }
      }
      return known;
    }
  }

  /// Names the page that follows in the header `Link` (RFC 8288), too.
  @ControllerAdvice
  static final class Links implements ResponseBodyAdvice<Object> {
    @Override
    public boolean supports(
        MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
      return answer.getParameterType() == Page.class;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
        @Nullable Object body,
        MethodParameter answer,
        MediaType type,
        Class<? extends HttpMessageConverter<?>> converter,
        ServerHttpRequest request,
        ServerHttpResponse response) {
      if (body instanceof Page<?> page && page.next().isPresent()) {
        String next =
            UriComponentsBuilder.fromPath(request.getURI().getRawPath())
                .query(request.getURI().getRawQuery())
                .replaceQueryParam("cursor", page.next().get())
                .build(true)
                .toUriString();
        response.getHeaders().add(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(next));
      }
      return body;
    }
  }
}
